-- How many chunks were recorded before a moment (ms) and are not pinned.
SELECT count()
FROM replay_chunks
WHERE site_id = {site:UInt32}
  AND at < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
  AND session_id NOT IN {pinned:Array(UInt64)}
