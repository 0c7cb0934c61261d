DELETE FROM replay_watched WHERE site_id = :site AND session_id = :session
