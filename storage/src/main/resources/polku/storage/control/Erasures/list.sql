SELECT site_number, requested_at FROM erasures ORDER BY requested_at, site_number
