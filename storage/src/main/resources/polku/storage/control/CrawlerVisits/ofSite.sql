SELECT day, ai, name, events FROM crawler_visits
WHERE site_number = :site AND day >= :from AND day < :to
ORDER BY day, events DESC, name
