-- Events that their sender gave an id (server-side events, purchases by their order), so that one that comes again is
-- known, at whatever time and under whatever visitor. Small granules: it is only ever asked for single ids.
CREATE TABLE IF NOT EXISTS named_events (
    site_id  UInt32               CODEC(ZSTD(1)),
    event_id UInt64               CODEC(ZSTD(1)),
    batch_id UInt64               CODEC(ZSTD(1)),
    at       DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, event_id)
SETTINGS index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1,
         non_replicated_deduplication_window = 10000;
