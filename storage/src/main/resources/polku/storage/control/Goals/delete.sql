DELETE FROM goals WHERE site_id = :siteId AND id = :id
