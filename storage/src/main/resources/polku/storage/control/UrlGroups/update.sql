UPDATE url_groups SET name = :name, pattern = :pattern WHERE site_id = :siteId AND id = :id
