INSERT INTO replay_pins (site_id, session_id, created_at) VALUES (:site, :session, :now) ON CONFLICT DO NOTHING
