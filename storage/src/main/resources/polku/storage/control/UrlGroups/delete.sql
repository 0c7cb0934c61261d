DELETE FROM url_groups WHERE site_id = :siteId AND id = :id
