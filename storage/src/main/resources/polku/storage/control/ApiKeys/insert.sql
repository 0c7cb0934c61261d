INSERT INTO api_keys (id, name, key_hash, ingest, read, manage, configured, created_at)
VALUES (:id, :name, :keyHash, :ingest, :read, :manage, :configured, :createdAt)
