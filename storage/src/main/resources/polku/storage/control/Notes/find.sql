SELECT id, site_id, at, text, created_at FROM notes WHERE site_id = :siteId AND id = :id
