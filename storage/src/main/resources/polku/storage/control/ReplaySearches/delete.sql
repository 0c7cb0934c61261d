DELETE FROM replay_searches WHERE site_id = :site AND id = :id
