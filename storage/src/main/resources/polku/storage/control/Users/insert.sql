INSERT INTO users (id, email, role, password_hash, created_at) VALUES (:id, :email, :role, :passwordHash, :createdAt)
