-- Pageviews and custom events, one row each: the source of truth from which sessions can always be told again.
--
-- The first columns are fixed in width and order (site, visitor, session, batch, at): the writer stamps session and
-- batch into an encoded row without decoding it.
--
-- fsync_*: spool segments are deleted on acknowledgement, so an acknowledged insert must be on disk.
-- non_replicated_deduplication_window: a resend with the same token must not count twice.
-- enable_block_*: needed by lightweight UPDATE, which moves events to another session.
CREATE TABLE IF NOT EXISTS events (
    site_id         UInt32                 CODEC(ZSTD(1)),
    visitor_id      UInt64                 CODEC(ZSTD(1)),
    session_id      UInt64                 CODEC(ZSTD(1)),
    batch_id        UInt64                 CODEC(ZSTD(1)),
    at              DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    received_at     DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    event_id        UInt64                 CODEC(ZSTD(1)),
    pageview_id     UInt64                 CODEC(ZSTD(1)),
    name            LowCardinality(String) CODEC(ZSTD(1)),
    hostname        LowCardinality(String) CODEC(ZSTD(1)),
    page            String                 CODEC(ZSTD(1)),
    title           String                 CODEC(ZSTD(1)),
    props           Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    revenue         Nullable(Decimal(18, 4)) CODEC(ZSTD(1)),
    currency        LowCardinality(String) CODEC(ZSTD(1)),
    referrer        String                 CODEC(ZSTD(1)),
    source          LowCardinality(String) CODEC(ZSTD(1)),
    channel         LowCardinality(String) CODEC(ZSTD(1)),
    utm_source      LowCardinality(String) CODEC(ZSTD(1)),
    utm_medium      LowCardinality(String) CODEC(ZSTD(1)),
    utm_campaign    LowCardinality(String) CODEC(ZSTD(1)),
    utm_term        LowCardinality(String) CODEC(ZSTD(1)),
    utm_content     LowCardinality(String) CODEC(ZSTD(1)),
    click_id        LowCardinality(String) CODEC(ZSTD(1)),
    country         LowCardinality(String) CODEC(ZSTD(1)),
    device          LowCardinality(String) CODEC(ZSTD(1)),
    browser         LowCardinality(String) CODEC(ZSTD(1)),
    browser_version LowCardinality(String) CODEC(ZSTD(1)),
    os              LowCardinality(String) CODEC(ZSTD(1)),
    os_version      LowCardinality(String) CODEC(ZSTD(1)),
    screen_class    LowCardinality(String) CODEC(ZSTD(1)),
    language        LowCardinality(String) CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, toDate(at), visitor_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000,
         enable_block_number_column = 1, enable_block_offset_column = 1;
