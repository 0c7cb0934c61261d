-- What a visitor did inside a page: clicks, and engagement (visible time, active time, scroll depth). Never an event in
-- the sense of a session, but an interaction keeps a session alive.
CREATE TABLE IF NOT EXISTS interactions (
    site_id         UInt32                 CODEC(ZSTD(1)),
    visitor_id      UInt64                 CODEC(ZSTD(1)),
    session_id      UInt64                 CODEC(ZSTD(1)),
    batch_id        UInt64                 CODEC(ZSTD(1)),
    at              DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    received_at     DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    pageview_id     UInt64                 CODEC(ZSTD(1)),
    kind            Enum8('engagement' = 1, 'click' = 2) CODEC(ZSTD(1)),
    hostname        LowCardinality(String) CODEC(ZSTD(1)),
    page            String                 CODEC(ZSTD(1)),
    device          LowCardinality(String) CODEC(ZSTD(1)),
    -- engagement: what came since the previous ping of the same pageview; depth is the maximum so far, 0–1000 ‰
    visible_ms      UInt32                 CODEC(ZSTD(1)),
    active_ms       UInt32                 CODEC(ZSTD(1)),
    scroll_depth    UInt16                 CODEC(ZSTD(1)),
    -- click: the element, and the point inside its box in 1/32767 of its width and height
    selector        String                 CODEC(ZSTD(1)),
    tag             LowCardinality(String) CODEC(ZSTD(1)),
    text            String                 CODEC(ZSTD(1)),
    element_x       UInt16                 CODEC(ZSTD(1)),
    element_y       UInt16                 CODEC(ZSTD(1)),
    page_x          UInt32                 CODEC(ZSTD(1)),
    page_y          UInt32                 CODEC(ZSTD(1)),
    viewport_width  UInt16                 CODEC(ZSTD(1)),
    viewport_height UInt16                 CODEC(ZSTD(1)),
    document_width  UInt32                 CODEC(ZSTD(1)),
    document_height UInt32                 CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, toDate(at), page, visitor_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000,
         enable_block_number_column = 1, enable_block_offset_column = 1;
