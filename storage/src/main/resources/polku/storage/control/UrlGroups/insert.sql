INSERT INTO url_groups (id, site_id, name, pattern, created_at)
VALUES (:id, :siteId, :name, :pattern, :createdAt)
