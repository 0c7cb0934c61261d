-- The first and the last event of a site. The tables are ordered by site and day, so finding the day reads a few rows,
-- and only the rows of two days are looked at, however long the history is.
SELECT
    (SELECT minOrNull(at) FROM events
     WHERE site_id = {site:UInt32} AND toDate(at) = (
         SELECT toDate(at) FROM events WHERE site_id = {site:UInt32} ORDER BY site_id, toDate(at) LIMIT 1)) AS first,
    (SELECT maxOrNull(at) FROM events
     WHERE site_id = {site:UInt32} AND toDate(at) = (
         SELECT toDate(at) FROM events WHERE site_id = {site:UInt32} ORDER BY site_id DESC, toDate(at) DESC LIMIT 1)) AS last
