DELETE FROM sign_ins WHERE token_hash = :tokenHash
