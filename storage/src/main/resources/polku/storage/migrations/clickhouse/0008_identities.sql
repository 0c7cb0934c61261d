-- Who a visitor is beyond the id of its events, where the visitor consented. kind client: the cookieless visitor is the one
-- whose visitor_id is written in id (consent came in the middle of a session). kind user: the owner's own id of the person,
-- with what the owner's page told of it: each trait's last value holds.
CREATE TABLE IF NOT EXISTS identities (
    site_id    UInt32                 CODEC(ZSTD(1)),
    visitor_id UInt64                 CODEC(ZSTD(1)),
    batch_id   UInt64                 CODEC(ZSTD(1)),
    at         DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    kind       Enum8('client' = 1, 'user' = 2) CODEC(ZSTD(1)),
    id         String                 CODEC(ZSTD(1)),
    traits     Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, visitor_id, kind, id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000;
