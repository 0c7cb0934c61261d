INSERT INTO left_out (site_number, day, reason, name, pageviews, events, last_at)
SELECT number, :day, :reason, :name, :pageviews, :events, :lastAt FROM sites WHERE number = :site
ON CONFLICT (site_number, day, reason, name) DO UPDATE SET
    pageviews = pageviews + excluded.pageviews,
    events = events + excluded.events,
    last_at = max(last_at, excluded.last_at)
