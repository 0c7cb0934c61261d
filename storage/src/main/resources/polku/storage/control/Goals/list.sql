SELECT id, site_id, name, page, event, value, created_at FROM goals WHERE site_id = :siteId ORDER BY created_at, id
