-- What was recorded before a moment (ms) and is not pinned. Rewrites the parts that have any of it, and waits for it.
ALTER TABLE replay_chunks
DELETE WHERE site_id = {site:UInt32}
    AND at < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
    AND session_id NOT IN {pinned:Array(UInt64)}
SETTINGS mutations_sync = 1
