SELECT count() > 0
FROM replay_chunks
WHERE site_id = {site:UInt32} AND session_id = {session:UInt64}
