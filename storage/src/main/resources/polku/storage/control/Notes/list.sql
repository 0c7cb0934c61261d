SELECT id, site_id, at, text, created_at FROM notes
WHERE site_id = :siteId AND at >= :from AND at < :to
ORDER BY at, created_at, id
