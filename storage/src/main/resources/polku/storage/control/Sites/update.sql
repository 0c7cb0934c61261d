UPDATE sites
SET domain = :domain, aliases = :aliases, timezone = :timezone, currency = :currency, excluded_addresses = :excludedAddresses
WHERE id = :id
