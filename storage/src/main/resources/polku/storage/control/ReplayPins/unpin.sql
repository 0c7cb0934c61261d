DELETE FROM replay_pins WHERE site_id = :site AND session_id = :session
