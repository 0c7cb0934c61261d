INSERT INTO erasures (site_number, requested_at) SELECT number, :now FROM sites WHERE id = :id
