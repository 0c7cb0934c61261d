SELECT s.number, s.id, s.domain, s.aliases, s.timezone, s.currency, s.excluded_addresses, s.name, s.query_parameters, s.snapshots,
       s.masked_pages, s.created_at, r.*
FROM sites AS s
LEFT JOIN replay_rules AS r ON r.site_id = s.id
ORDER BY s.domain
