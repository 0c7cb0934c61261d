SELECT day, reason, name, pageviews, events, last_at FROM left_out
WHERE site_number = :site AND day >= :from AND day < :to
ORDER BY day, events DESC, reason, name
