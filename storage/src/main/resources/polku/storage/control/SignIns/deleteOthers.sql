DELETE FROM sign_ins WHERE user_id = :userId AND token_hash <> :tokenHash
