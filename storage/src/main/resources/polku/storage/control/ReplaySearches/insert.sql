INSERT INTO replay_searches (id, site_id, name, query, created_at) VALUES (:id, :site, :name, :query, :now)
