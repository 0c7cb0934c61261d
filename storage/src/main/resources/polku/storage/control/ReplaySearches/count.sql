SELECT count(*) FROM replay_searches WHERE site_id = :site
