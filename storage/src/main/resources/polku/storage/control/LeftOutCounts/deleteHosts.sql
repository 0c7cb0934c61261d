DELETE FROM left_out
WHERE site_number = :site AND reason = 'other_host' AND name NOT IN (
    SELECT name FROM left_out
    WHERE site_number = :site AND reason = 'other_host'
    GROUP BY name
    ORDER BY max(last_at) DESC, name
    LIMIT :kept
)
