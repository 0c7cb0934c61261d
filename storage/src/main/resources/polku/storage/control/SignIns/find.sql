SELECT users.id, users.email, users.role, users.created_at, users.language, users.theme
FROM sign_ins JOIN users ON users.id = sign_ins.user_id
WHERE sign_ins.token_hash = :tokenHash AND sign_ins.expires_at > :now
