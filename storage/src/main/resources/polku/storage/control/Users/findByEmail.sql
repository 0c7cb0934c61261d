SELECT id, email, role, created_at, password_hash FROM users WHERE email = :email
