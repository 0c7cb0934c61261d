SELECT number, id, domain, aliases, timezone, currency, excluded_addresses, name, query_parameters, snapshots, masked_pages,
       created_at
FROM sites
ORDER BY domain
