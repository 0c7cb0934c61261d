-- Which properties events have had, by the name of the event.
SELECT key, event, count() AS events
FROM (
    SELECT arrayJoin(mapKeys(props)) AS key, name AS event
    FROM events
    WHERE site_id = {site:UInt32}
      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
)
GROUP BY key, event
ORDER BY events DESC, key, event
LIMIT 5000
