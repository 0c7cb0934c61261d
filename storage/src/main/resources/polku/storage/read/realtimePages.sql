-- Where the visitors since {five} (Unix milliseconds) are: each once, on the page of the last sign of life.
SELECT here AS page, count() AS visitors
FROM (
    SELECT visitor_id, argMax(page, (at, page)) AS here
    FROM (
        SELECT visitor_id, at, page
        FROM events
        WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({five:Int64}, 'UTC') AND page != ''
        UNION ALL
        SELECT visitor_id, at, page
        FROM interactions
        WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({five:Int64}, 'UTC') AND page != ''
    )
    GROUP BY visitor_id
)
GROUP BY page
ORDER BY visitors DESC, page
LIMIT 10
