SELECT site_id, session_id FROM replay_shares WHERE token_hash = :hash AND expires_at > :now
