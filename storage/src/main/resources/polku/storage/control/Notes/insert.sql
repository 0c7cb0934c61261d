INSERT INTO notes (id, site_id, at, text, created_at) VALUES (:id, :siteId, :at, :text, :createdAt)
