DELETE FROM salts WHERE day < :day
