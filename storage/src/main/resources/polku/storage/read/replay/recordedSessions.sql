-- How many sessions of a site are recorded, and when the oldest of it began (ms; 0 where there is nothing).
SELECT uniqExact(session_id), toUnixTimestamp64Milli(min(at))
FROM replay_chunks
WHERE site_id = {site:UInt32}
