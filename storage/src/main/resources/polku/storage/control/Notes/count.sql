SELECT count(*) FROM notes WHERE site_id = :siteId
