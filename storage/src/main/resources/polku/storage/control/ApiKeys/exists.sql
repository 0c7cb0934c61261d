SELECT EXISTS (SELECT 1 FROM api_keys WHERE key_hash = :keyHash)
