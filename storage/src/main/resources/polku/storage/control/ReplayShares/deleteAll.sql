DELETE FROM replay_shares WHERE site_id = :site AND session_id = :session
