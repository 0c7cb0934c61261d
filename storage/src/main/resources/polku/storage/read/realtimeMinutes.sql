-- Visitors and pageviews per minute since {first} (Unix milliseconds); minute 0 starts there. What a client's clock puts
-- after {now} counts in the current minute.
SELECT intDiv(least(toUnixTimestamp64Milli(at), {now:Int64}) - {first:Int64}, 60000) AS minute,
       uniqExact(visitor_id) AS visitors,
       countIf(is_pageview) AS pageviews
FROM (
    SELECT visitor_id, at, name = 'pageview' AS is_pageview
    FROM events
    WHERE site_id = {site:UInt32} AND at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
    UNION ALL
    SELECT visitor_id, at, false AS is_pageview
    FROM interactions
    WHERE site_id = {site:UInt32} AND at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
)
GROUP BY minute
