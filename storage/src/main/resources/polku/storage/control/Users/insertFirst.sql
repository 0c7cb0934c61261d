-- The condition and the insert are one statement, so that of two at the same moment one wins.
INSERT INTO users (id, email, role, password_hash, created_at)
SELECT :id, :email, :role, :passwordHash, :createdAt WHERE NOT EXISTS (SELECT 1 FROM users)
