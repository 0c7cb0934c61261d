INSERT INTO sites (id, domain, aliases, timezone, currency, created_at)
VALUES (:id, :domain, :aliases, :timezone, :currency, :createdAt)
