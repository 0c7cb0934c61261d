-- any(): a server that died after recording may have left the same row twice
SELECT number, any(name), any(checksum)
FROM schema_migrations
GROUP BY number
ORDER BY number
