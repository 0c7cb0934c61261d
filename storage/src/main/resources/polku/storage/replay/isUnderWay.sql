SELECT count() > 0
FROM system.mutations
WHERE database = currentDatabase() AND table = 'replay_chunks' AND NOT is_done
