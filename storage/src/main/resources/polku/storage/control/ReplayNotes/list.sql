SELECT id, session_id, at, text FROM replay_notes WHERE site_id = :site AND session_id = :session ORDER BY at, created_at, id
