INSERT INTO crawler_visits (site_number, day, ai, name, events)
SELECT number, :day, :ai, :name, :events FROM sites WHERE number = :site
ON CONFLICT (site_number, day, ai, name) DO UPDATE SET events = events + excluded.events
