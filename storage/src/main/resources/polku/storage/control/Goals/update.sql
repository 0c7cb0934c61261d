UPDATE goals SET name = :name, page = :page, event = :event, value = :value WHERE site_id = :siteId AND id = :id
