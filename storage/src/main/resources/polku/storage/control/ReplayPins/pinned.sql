SELECT session_id FROM replay_pins WHERE site_id = :site ORDER BY created_at DESC, session_id LIMIT :most
