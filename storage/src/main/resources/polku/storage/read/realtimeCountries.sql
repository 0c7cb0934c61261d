-- The countries of the visitors since {five}, each visitor once, by the session of the last sign of life. A
-- session lasts a day at most, so it began after {oldest} (both Unix milliseconds).
SELECT session.country AS country, count() AS visitors
FROM (
    SELECT visitor_id, argMax(session_id, (at, session_id)) AS session_id
    FROM (
        SELECT visitor_id, session_id, at
        FROM events
        WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({five:Int64}, 'UTC')
        UNION ALL
        SELECT visitor_id, session_id, at
        FROM interactions
        WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({five:Int64}, 'UTC')
    )
    GROUP BY visitor_id
) AS visitor
LEFT JOIN (
    SELECT session_id, country
    FROM sessions FINAL
    WHERE site_id = {site:UInt32} AND started_at >= fromUnixTimestamp64Milli({oldest:Int64}, 'UTC')
) AS session ON session.session_id = visitor.session_id
GROUP BY country
ORDER BY visitors DESC, country
LIMIT 10
SETTINGS do_not_merge_across_partitions_select_final = 1, join_use_nulls = 0
