-- All that happens inside a page, in one table: general columns rather than one per kind, and ordered by kind within a
-- page, so that a heatmap reads its own rows and columns that a kind does not use cost nothing. Built beside the old table
-- as in 0005.
--
-- error, failedRequest and vital are no sign of life: they belong to the session of their visitor at that time, 0 where
-- there was none.
DROP TABLE IF EXISTS interactions_next SYNC;
CREATE TABLE interactions_next (
    site_id         UInt32                 CODEC(ZSTD(1)),
    visitor_id      UInt64                 CODEC(ZSTD(1)),
    session_id      UInt64                 CODEC(ZSTD(1)),
    batch_id        UInt64                 CODEC(ZSTD(1)),
    at              DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    received_at     DateTime('UTC')        CODEC(Delta, ZSTD(1)),
    pageview_id     UInt32                 CODEC(ZSTD(1)),
    kind            Enum8('engagement' = 1, 'click' = 2, 'rageClick' = 3, 'deadClick' = 4, 'errorClick' = 5, 'move' = 6,
                          'attention' = 7, 'formStart' = 8, 'formField' = 9, 'formSubmit' = 10, 'formAbandon' = 11,
                          'error' = 12, 'failedRequest' = 13, 'vital' = 14, 'copy' = 15, 'print' = 16) CODEC(ZSTD(1)),
    hostname        LowCardinality(String) CODEC(ZSTD(1)),
    page            LowCardinality(String) CODEC(ZSTD(1)),
    device          LowCardinality(String) CODEC(ZSTD(1)),
    viewport_width  UInt16                 CODEC(ZSTD(1)),
    viewport_height UInt16                 CODEC(ZSTD(1)),
    document_width  UInt32                 CODEC(ZSTD(1)),
    document_height UInt32                 CODEC(ZSTD(1)),
    -- engagement: what came since the previous ping of the same pageview; depth is the maximum so far, 0–1000 ‰
    visible_ms      UInt32                 CODEC(ZSTD(1)),
    -- engagement; attention: how long the band was in the window of an active visitor
    active_ms       UInt32                 CODEC(ZSTD(1)),
    scroll_depth    UInt16                 CODEC(ZSTD(1)),
    -- attention: the band, in ‰ of the document's height
    band_top        UInt16                 CODEC(ZSTD(1)),
    band_bottom     UInt16                 CODEC(ZSTD(1)),
    -- click kinds, move: the element, and the point inside its box in 1/32767 of its width and height; form: the field;
    -- vital, copy: the element that it is about
    selector        LowCardinality(String) CODEC(ZSTD(1)),
    tag             LowCardinality(String) CODEC(ZSTD(1)),
    text            LowCardinality(String) CODEC(ZSTD(1)),
    element_x       UInt16                 CODEC(ZSTD(1)),
    element_y       UInt16                 CODEC(ZSTD(1)),
    page_x          UInt32                 CODEC(ZSTD(1)),
    page_y          UInt32                 CODEC(ZSTD(1)),
    -- form: name of the field; failedRequest: method; vital: LCP, INP, …
    name            LowCardinality(String) CODEC(ZSTD(1)),
    -- form: selector of the form; error: source:line:column; failedRequest: the URL
    target          LowCardinality(String) CODEC(ZSTD(1)),
    -- error
    message         String                 CODEC(ZSTD(1)),
    stack           String                 CODEC(ZSTD(1)),
    -- vital: good, needs-improvement or poor
    rating          LowCardinality(String) CODEC(ZSTD(1)),
    -- form, failedRequest: milliseconds; vital: milliseconds, or the score of CLS; copy: characters
    value           Float64                CODEC(ZSTD(1)),
    -- form: how often the field was filled anew; failedRequest: status, 0 without an answer
    number          UInt16                 CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, toDate(at), page, kind, visitor_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000,
         enable_block_number_column = 1, enable_block_offset_column = 1;
INSERT INTO interactions_next (
    site_id, visitor_id, session_id, batch_id, at, received_at, pageview_id, kind, hostname, page, device, visible_ms,
    active_ms, scroll_depth, selector, tag, text, element_x, element_y, page_x, page_y, viewport_width, viewport_height,
    document_width, document_height)
SELECT
    site_id, visitor_id, session_id, batch_id, at, received_at, bitAnd(pageview_id, 0xffffffff), toInt8(kind), hostname, page,
    device, visible_ms, active_ms, scroll_depth, selector, tag, text, element_x, element_y, page_x, page_y, viewport_width,
    viewport_height, document_width, document_height
FROM interactions;
EXCHANGE TABLES interactions AND interactions_next;
DROP TABLE IF EXISTS interactions_next SYNC;
