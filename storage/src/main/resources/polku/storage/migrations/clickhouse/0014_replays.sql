-- What sessions looked like: the events of rrweb, as they came, in chunks. A document that is loaded is recorded from number 0 on; a chunk
-- too large for one request comes in parts. The chunks of a visitor lie side by side and are compressed together, in blocks as large as
-- most sessions, which is what makes them small: one is much like the next.
CREATE TABLE IF NOT EXISTS replay_chunks (
    site_id       UInt32               CODEC(ZSTD(1)),
    visitor_id    UInt64               CODEC(ZSTD(1)),
    session_id    UInt64               CODEC(ZSTD(1)),
    batch_id      UInt64               CODEC(ZSTD(1)),
    -- of the chunk's first event, by the server's clock
    at            DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    received_at   DateTime('UTC')      CODEC(Delta, ZSTD(1)),
    -- told by the browser for each document that it loads, also where two tabs show the same page
    document_id   UInt64               CODEC(ZSTD(1)),
    sequence      UInt32               CODEC(ZSTD(1)),
    part          UInt16               CODEC(ZSTD(1)),
    parts         UInt16               CODEC(ZSTD(1)),
    -- from the first event to the last, ms
    length        UInt32               CODEC(ZSTD(1)),
    -- to be added to the times in content, which are the browser's, ms
    clock_shift   Int64                CODEC(ZSTD(1)),
    events        UInt32               CODEC(ZSTD(1)),
    -- whether it holds a full snapshot, from which playing can start
    snapshot      Bool                 CODEC(ZSTD(1)),
    -- a JSON array of rrweb's events; of a part its piece of that text
    content       String               CODEC(ZSTD(3)) SETTINGS (min_compress_block_size = 8388608, max_compress_block_size = 8388608),
    -- told without reading it; made on insert
    content_bytes UInt32               MATERIALIZED toUInt32(length(content)) CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1,
    INDEX session session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
-- by day: what is too old goes without anything else being rewritten, and a day that is over is merged for good
PARTITION BY toYYYYMMDD(at)
ORDER BY (site_id, visitor_id, document_id, sequence, part)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000,
         enable_block_number_column = 1, enable_block_offset_column = 1,
         -- few rows, of which some are large: a question for one session reads no more than it has to
         index_granularity = 64, index_granularity_bytes = 1048576;
