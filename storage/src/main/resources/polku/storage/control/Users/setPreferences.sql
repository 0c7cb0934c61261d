UPDATE users SET language = :language, theme = :theme WHERE id = :id
