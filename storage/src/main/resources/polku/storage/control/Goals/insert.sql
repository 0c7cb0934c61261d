INSERT INTO goals (id, site_id, name, page, event, value, created_at)
VALUES (:id, :siteId, :name, :page, :event, :value, :createdAt)
