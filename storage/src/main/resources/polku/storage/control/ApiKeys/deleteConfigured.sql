DELETE FROM api_keys WHERE configured = 1 AND key_hash <> :keptHash
