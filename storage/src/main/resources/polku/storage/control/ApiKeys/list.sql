SELECT id, name, key_hash, ingest, read, manage, created_at FROM api_keys ORDER BY created_at, id
