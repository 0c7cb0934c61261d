SELECT number, id, domain, aliases, timezone, currency, created_at FROM sites ORDER BY domain
