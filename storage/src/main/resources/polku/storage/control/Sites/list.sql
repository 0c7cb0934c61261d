SELECT number, id, domain, aliases, timezone, currency, excluded_addresses, created_at FROM sites ORDER BY domain
