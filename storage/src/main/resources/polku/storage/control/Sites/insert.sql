INSERT INTO sites (id, domain, aliases, timezone, currency, excluded_addresses, name, query_parameters, snapshots, masked_pages,
                   created_at)
VALUES (:id, :domain, :aliases, :timezone, :currency, :excludedAddresses, :name, :queryParameters, :snapshots,
        :maskedPages, :createdAt)
