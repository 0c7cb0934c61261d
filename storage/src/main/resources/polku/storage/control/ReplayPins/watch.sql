INSERT INTO replay_watched (site_id, session_id, created_at) VALUES (:site, :session, :now) ON CONFLICT (site_id, session_id) DO UPDATE SET created_at = excluded.created_at
