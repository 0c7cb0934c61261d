INSERT INTO replay_notes (id, site_id, session_id, at, text, created_at) VALUES (:id, :site, :session, :at, :text, :now)
