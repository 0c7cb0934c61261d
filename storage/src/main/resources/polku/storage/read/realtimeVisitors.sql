-- Visitors with any sign of life since {five} and since {thirty} (Unix milliseconds).
SELECT uniqExactIf(visitor_id, at > fromUnixTimestamp64Milli({five:Int64}, 'UTC')) AS visitors5,
       uniqExact(visitor_id) AS visitors30
FROM (
    SELECT visitor_id, at
    FROM events
    WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({thirty:Int64}, 'UTC')
    UNION ALL
    SELECT visitor_id, at
    FROM interactions
    WHERE site_id = {site:UInt32} AND at > fromUnixTimestamp64Milli({thirty:Int64}, 'UTC')
)
