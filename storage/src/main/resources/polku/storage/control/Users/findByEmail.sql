SELECT id, email, role, created_at, language, theme, password_hash FROM users WHERE email = :email
