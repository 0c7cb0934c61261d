-- Region and city, and when each row was written, by ClickHouse's clock: what several servers wrote of one visitor is
-- looked at soon after (docs/decisions/0003-two-collectors.md). Built beside the old table as in 0005.
DROP TABLE IF EXISTS sessions_next SYNC;
CREATE TABLE sessions_next (
    site_id         UInt32                 CODEC(ZSTD(1)),
    visitor_id      UInt64                 CODEC(ZSTD(1)),
    session_id      UInt64                 CODEC(ZSTD(1)),
    batch_id        UInt64                 CODEC(ZSTD(1)),
    sign            Int8                   CODEC(ZSTD(1)),
    version         UInt64                 CODEC(ZSTD(1)),
    -- first and last event; without any event (pings only) the same as active_from
    started_at      DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    ended_at        DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    -- first and last sign of life, interactions included: decides what still belongs to the session
    active_from     DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    active_to       DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    events          UInt32                 CODEC(ZSTD(1)),
    pageviews       UInt32                 CODEC(ZSTD(1)),
    engaged_ms      UInt64                 CODEC(ZSTD(1)),
    entry_at        DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    entry_hostname  LowCardinality(String) CODEC(ZSTD(1)),
    entry_page      LowCardinality(String) CODEC(ZSTD(1)),
    exit_at         DateTime64(3, 'UTC')   CODEC(Delta, ZSTD(1)),
    exit_hostname   LowCardinality(String) CODEC(ZSTD(1)),
    exit_page       LowCardinality(String) CODEC(ZSTD(1)),
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
    written_at      DateTime('UTC') MATERIALIZED now() CODEC(Delta, ZSTD(1)),
    INDEX batch batch_id TYPE minmax GRANULARITY 1,
    INDEX written written_at TYPE minmax GRANULARITY 1
)
ENGINE = VersionedCollapsingMergeTree(sign, version)
PARTITION BY toYYYYMM(started_at)
ORDER BY (site_id, toDate(started_at), visitor_id, session_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000;
INSERT INTO sessions_next (
    site_id, visitor_id, session_id, batch_id, sign, version, started_at, ended_at, active_from, active_to, events,
    pageviews, engaged_ms, entry_at, entry_hostname, entry_page, exit_at, exit_hostname, exit_page, referrer, source,
    channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id, country, device, browser,
    browser_version, os, os_version, screen_class, language)
SELECT
    site_id, visitor_id, session_id, batch_id, sign, version, started_at, ended_at, active_from, active_to, events,
    pageviews, engaged_ms, entry_at, entry_hostname, entry_page, exit_at, exit_hostname, exit_page, referrer, source,
    channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id, country, device, browser,
    browser_version, os, os_version, screen_class, language
FROM sessions;
EXCHANGE TABLES sessions AND sessions_next;
DROP TABLE IF EXISTS sessions_next SYNC;
