DELETE FROM replay_notes WHERE site_id = :site AND session_id = :session AND id = :id
