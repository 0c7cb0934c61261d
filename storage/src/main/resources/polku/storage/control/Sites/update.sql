UPDATE sites
SET domain = :domain, aliases = :aliases, timezone = :timezone, currency = :currency, excluded_addresses = :excludedAddresses,
    name = :name, query_parameters = :queryParameters, snapshots = :snapshots, masked_pages = :maskedPages
WHERE id = :id
