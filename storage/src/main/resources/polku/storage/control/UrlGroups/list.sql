SELECT id, site_id, name, pattern, created_at FROM url_groups WHERE site_id = :siteId
