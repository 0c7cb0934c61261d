DELETE FROM notes WHERE site_id = :siteId AND id = :id
