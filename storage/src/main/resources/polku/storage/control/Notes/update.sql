UPDATE notes SET at = :at, text = :text WHERE site_id = :siteId AND id = :id
