DELETE FROM crawler_visits WHERE day < :day
