DELETE FROM replay_shares WHERE expires_at <= :now
