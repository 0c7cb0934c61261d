-- The day of each event and session (UTC), for reads that need whole days and not the time in them. Rows lie by site and day, so it
-- takes next to no room and no time to read, where the time takes as much as any other column does.
ALTER TABLE events
    ADD COLUMN IF NOT EXISTS day Date MATERIALIZED toDate(at) CODEC(Delta, ZSTD(1)),
    ADD INDEX IF NOT EXISTS days day TYPE minmax GRANULARITY 1;
ALTER TABLE sessions
    ADD COLUMN IF NOT EXISTS day Date MATERIALIZED toDate(started_at) CODEC(Delta, ZSTD(1)),
    ADD INDEX IF NOT EXISTS days day TYPE minmax GRANULARITY 1;
ALTER TABLE events MATERIALIZE COLUMN day;
ALTER TABLE events MATERIALIZE INDEX days;
ALTER TABLE sessions MATERIALIZE COLUMN day;
ALTER TABLE sessions MATERIALIZE INDEX days;
