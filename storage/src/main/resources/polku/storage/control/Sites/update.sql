UPDATE sites SET domain = :domain, aliases = :aliases, timezone = :timezone, currency = :currency WHERE id = :id
