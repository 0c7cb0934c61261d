-- Rewrites the parts that have any of them, and waits for it. A lightweight DELETE would only hide the rows, until some merge that may
-- never come.
ALTER TABLE replay_chunks
DELETE WHERE site_id = {site:UInt32} AND session_id IN {sessions:Array(UInt64)}
SETTINGS mutations_sync = 1
