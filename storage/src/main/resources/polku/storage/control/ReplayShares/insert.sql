INSERT INTO replay_shares (token_hash, site_id, session_id, created_at, expires_at) VALUES (:hash, :site, :session, :now, :expiresAt)
