UPDATE sites
SET domain = :domain, aliases = :aliases, timezone = :timezone, currency = :currency, excluded_addresses = :excludedAddresses,
    name = :name, query_parameters = :queryParameters
WHERE id = :id
