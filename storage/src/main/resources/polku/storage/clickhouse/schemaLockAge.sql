-- Seconds since the holder's last sign of life; no row when nobody holds it.
SELECT toInt64(now()) - toInt64(metadata_modification_time)
FROM system.tables
WHERE database = currentDatabase() AND name = 'schema_lock'
