-- Products in events, region and city, and less on disk: an id is kept only where the sender gave it, a pageview's id
-- needs to tell the pageviews of one visitor apart (32 bits), the second of receipt is enough, and texts that repeat
-- (pages, titles, referrers) are kept once per part.
--
-- The table is built beside the old one and exchanged with it. Every statement may run again: the SELECT reads the old
-- columns, which the new table has too.
DROP TABLE IF EXISTS events_next SYNC;
CREATE TABLE events_next (
    site_id         UInt32                 CODEC(ZSTD(1)),
    visitor_id      UInt64                 CODEC(ZSTD(1)),
    session_id      UInt64                 CODEC(ZSTD(1)),
    batch_id        UInt64                 CODEC(ZSTD(1)),
    at              DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    received_at     DateTime('UTC')        CODEC(Delta, ZSTD(1)),
    -- 0 unless the sender named the event (see named_events)
    event_id        UInt64                 CODEC(ZSTD(1)),
    -- the pageview among those of its visitor; 0 where there is no page
    pageview_id     UInt32                 CODEC(ZSTD(1)),
    name            LowCardinality(String) CODEC(ZSTD(1)),
    hostname        LowCardinality(String) CODEC(ZSTD(1)),
    page            LowCardinality(String) CODEC(ZSTD(1)),
    title           LowCardinality(String) CODEC(ZSTD(1)),
    props           Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    revenue         Nullable(Decimal(18, 4)) CODEC(ZSTD(1)),
    currency        LowCardinality(String) CODEC(ZSTD(1)),
    -- the products of an e-commerce event, side by side; price is that of one, in major units
    `items.id`       Array(String) CODEC(ZSTD(1)),
    `items.name`     Array(LowCardinality(String)) CODEC(ZSTD(1)),
    `items.category` Array(LowCardinality(String)) CODEC(ZSTD(1)),
    `items.variant`  Array(LowCardinality(String)) CODEC(ZSTD(1)),
    `items.price`    Array(Nullable(Decimal(18, 4))) CODEC(ZSTD(1)),
    `items.quantity` Array(UInt16) CODEC(ZSTD(1)),
    referrer        LowCardinality(String) CODEC(ZSTD(1)),
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
    region          LowCardinality(String) CODEC(ZSTD(1)),
    city            LowCardinality(String) CODEC(ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (site_id, toDate(at), visitor_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000,
         enable_block_number_column = 1, enable_block_offset_column = 1;
INSERT INTO events_next (
    site_id, visitor_id, session_id, batch_id, at, received_at, event_id, pageview_id, name, hostname, page, title, props,
    revenue, currency, referrer, source, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id,
    country, device, browser, browser_version, os, os_version, screen_class, language)
SELECT
    site_id, visitor_id, session_id, batch_id, at, received_at, 0, bitAnd(pageview_id, 0xffffffff), name, hostname, page,
    title, props, revenue, currency, referrer, source, channel, utm_source, utm_medium, utm_campaign, utm_term,
    utm_content, click_id, country, device, browser, browser_version, os, os_version, screen_class, language
FROM events;
EXCHANGE TABLES events AND events_next;
DROP TABLE IF EXISTS events_next SYNC;
