SELECT id, name, query FROM replay_searches WHERE site_id = :site ORDER BY name, id
