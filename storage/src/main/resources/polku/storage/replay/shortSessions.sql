-- Sessions that were recorded since a moment, all of it before today (ms), for less than so many ms, and are over: nothing has come of
-- them since (s).
SELECT session_id
FROM replay_chunks
WHERE site_id = {site:UInt32}
  AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND session_id NOT IN {pinned:Array(UInt64)}
GROUP BY session_id
HAVING max(at) < fromUnixTimestamp64Milli({today:Int64}, 'UTC')
   AND max(received_at) < toDateTime({ended:Int64}, 'UTC')
   AND max(toUnixTimestamp64Milli(at) + length) - min(toUnixTimestamp64Milli(at)) < {least:Int64}
ORDER BY session_id
LIMIT {most:UInt32}
