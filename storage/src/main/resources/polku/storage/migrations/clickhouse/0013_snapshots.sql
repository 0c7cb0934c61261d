-- What pages look like: a row says that somebody saw a version of a page (a sighting), and of some the DOM was recorded, which is then
-- in content. Few rows, of which one in many is large; asked by page.
CREATE TABLE IF NOT EXISTS page_snapshots (
    site_id         UInt32                 CODEC(ZSTD(1)),
    -- 0 where the owner took it
    visitor_id      UInt64                 CODEC(ZSTD(1)),
    session_id      UInt64                 CODEC(ZSTD(1)),
    batch_id        UInt64                 CODEC(ZSTD(1)),
    at              DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    received_at     DateTime('UTC')        CODEC(Delta, ZSTD(1)),
    hostname        LowCardinality(String) CODEC(ZSTD(1)),
    page            String                 CODEC(ZSTD(1)),
    device          LowCardinality(String) CODEC(ZSTD(1)),
    -- the version: a hash of the page's elements without their texts
    skeleton        UInt64                 CODEC(ZSTD(1)),
    taken_by        Enum8('visitor' = 1, 'owner' = 2) CODEC(ZSTD(1)),
    viewport_width  UInt16                 CODEC(ZSTD(1)),
    viewport_height UInt16                 CODEC(ZSTD(1)),
    document_width  UInt32                 CODEC(ZSTD(1)),
    document_height UInt32                 CODEC(ZSTD(1)),
    title           String                 CODEC(ZSTD(1)),
    -- JSON text of the node that snapshot() of rrweb-snapshot gives; empty in a sighting
    content         String                 CODEC(ZSTD(3)),
    -- told without reading it; made on insert
    content_bytes   UInt32                 MATERIALIZED toUInt32(length(content)) CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, page, device, skeleton, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000,
         enable_block_number_column = 1, enable_block_offset_column = 1;
