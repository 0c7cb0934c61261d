-- The newest events since {thirty} (Unix milliseconds), with what is known of their sessions. A session lasts a day at most, so
-- it began after {oldest}. The id tells events apart, and nothing of the visitor.
SELECT toString(cityHash64(event.batch_id, event.at, event.name, event.page, event.pageview_id, event.event_id)) AS id,
       toUnixTimestamp64Milli(event.at) AS happened,
       event.name AS name,
       event.page AS page,
       session.country AS country,
       session.device AS device,
       session.source AS source
FROM (
    SELECT session_id, batch_id, at, name, page, pageview_id, event_id
    FROM events
    WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({thirty:Int64}, 'UTC')
    ORDER BY at DESC, batch_id DESC, name, page
    LIMIT 30
) AS event
LEFT JOIN (
    SELECT session_id, country, device, source
    FROM sessions FINAL
    WHERE site_id = {site:UInt32} AND started_at >= fromUnixTimestamp64Milli({oldest:Int64}, 'UTC')
) AS session ON session.session_id = event.session_id
ORDER BY event.at DESC, event.batch_id DESC, name, page
SETTINGS do_not_merge_across_partitions_select_final = 1, join_use_nulls = 0
