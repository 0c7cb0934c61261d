INSERT INTO sites (id, domain, aliases, timezone, currency, excluded_addresses, created_at)
VALUES (:id, :domain, :aliases, :timezone, :currency, :excludedAddresses, :createdAt)
