-- Visitors with a session under way at a moment (milliseconds since the epoch) or later.
SELECT DISTINCT visitor_id
FROM sessions
WHERE active_to >= fromUnixTimestamp64Milli({since:Int64}) AND sign = 1
LIMIT {most:UInt32}
