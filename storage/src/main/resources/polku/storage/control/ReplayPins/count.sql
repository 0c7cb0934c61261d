SELECT count(*) FROM replay_pins WHERE site_id = :site
