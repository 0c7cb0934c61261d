SELECT number, id, domain, aliases, timezone, currency, excluded_addresses, name, query_parameters, created_at
FROM sites
ORDER BY domain
