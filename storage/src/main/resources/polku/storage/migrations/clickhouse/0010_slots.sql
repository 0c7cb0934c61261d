-- What the overview adds up, per quarter of an hour (time zones at +5:30 and +5:45 exist), so that a month is some thousand
-- rows instead of all events and sessions. Filled by views from what is inserted (docs/decisions/0004-slots.md).
--
-- Made anew with all that is stored whenever this runs: nothing may be written meanwhile.
DROP VIEW IF EXISTS event_slots_view SYNC;
DROP VIEW IF EXISTS session_slots_view SYNC;
DROP TABLE IF EXISTS event_slots SYNC;
DROP TABLE IF EXISTS session_slots SYNC;
CREATE TABLE event_slots (
    site_id  UInt32                 CODEC(ZSTD(1)),
    slot     DateTime('UTC')        CODEC(Delta, ZSTD(1)),
    name     LowCardinality(String) CODEC(ZSTD(1)),
    currency String                 CODEC(ZSTD(1)),
    events   UInt64                 CODEC(ZSTD(1)),
    revenue  Decimal(38, 4)         CODEC(ZSTD(1))
)
ENGINE = SummingMergeTree
PARTITION BY toYYYYMM(slot)
ORDER BY (site_id, slot, name, currency)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000;
-- A session counts in every slot that it overlaps. The states of a session come signed, so a sum takes the old one back.
CREATE TABLE session_slots (
    site_id          UInt32          CODEC(ZSTD(1)),
    slot             DateTime('UTC') CODEC(Delta, ZSTD(1)),
    -- 1: sessions whose first event is in this slot; 0: that came into it from the one before
    began            UInt8           CODEC(ZSTD(1)),
    sessions         Int64           CODEC(ZSTD(1)),
    entered          Int64           CODEC(ZSTD(1)),
    bounced          Int64           CODEC(ZSTD(1)),
    pageviews        Int64           CODEC(ZSTD(1)),
    duration_ms      Int64           CODEC(ZSTD(1)),
    engaged_ms       Int64           CODEC(ZSTD(1)),
    -- sums of squares, which tell how much the sessions differ
    pageviews2       Int128          CODEC(ZSTD(1)),
    duration_ms2     Int128          CODEC(ZSTD(1)),
    engaged_ms2      Int128          CODEC(ZSTD(1))
)
ENGINE = SummingMergeTree
PARTITION BY toYYYYMM(slot)
ORDER BY (site_id, slot, began)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000;
INSERT INTO event_slots (site_id, slot, name, currency, events, revenue)
SELECT site_id, toDateTime(toStartOfFifteenMinutes(at), 'UTC') AS slot, name, currency, count(), sum(ifNull(revenue, 0))
FROM events
GROUP BY site_id, slot, name, currency;
CREATE MATERIALIZED VIEW event_slots_view TO event_slots AS
SELECT
    site_id, toDateTime(toStartOfFifteenMinutes(at), 'UTC') AS slot, name, currency,
    count() AS events, sum(ifNull(revenue, 0)) AS revenue
FROM events
GROUP BY site_id, slot, name, currency;
INSERT INTO session_slots (
    site_id, slot, began, sessions, entered, bounced, pageviews, duration_ms, engaged_ms, pageviews2, duration_ms2,
    engaged_ms2)
SELECT
    site_id,
    toDateTime(quarter * 900, 'UTC') AS slot,
    toUInt8(quarter = first) AS began,
    sum(sign) AS sessions,
    sumIf(sign, views >= 1) AS entered,
    sumIf(sign, views = 1 AND events = 1) AS bounced,
    sum(sign * toInt64(views)) AS pageviews,
    sum(sign * duration) AS duration_ms,
    sum(sign * engaged) AS engaged_ms,
    sum(sign * toInt128(views) * views) AS pageviews2,
    sum(sign * toInt128(duration) * duration) AS duration_ms2,
    sum(sign * toInt128(engaged) * engaged) AS engaged_ms2
FROM (
    SELECT
        site_id, sign, events, pageviews AS views,
        toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(started_at) AS duration,
        toInt64(engaged_ms) AS engaged,
        intDiv(toUnixTimestamp64Milli(started_at), 900000) AS first,
        arrayJoin(range(first, intDiv(toUnixTimestamp64Milli(ended_at), 900000) + 1)) AS quarter
    FROM sessions
    WHERE events > 0
)
GROUP BY site_id, slot, began;
CREATE MATERIALIZED VIEW session_slots_view TO session_slots AS
SELECT
    site_id,
    toDateTime(quarter * 900, 'UTC') AS slot,
    toUInt8(quarter = first) AS began,
    sum(sign) AS sessions,
    sumIf(sign, views >= 1) AS entered,
    sumIf(sign, views = 1 AND events = 1) AS bounced,
    sum(sign * toInt64(views)) AS pageviews,
    sum(sign * duration) AS duration_ms,
    sum(sign * engaged) AS engaged_ms,
    sum(sign * toInt128(views) * views) AS pageviews2,
    sum(sign * toInt128(duration) * duration) AS duration_ms2,
    sum(sign * toInt128(engaged) * engaged) AS engaged_ms2
FROM (
    SELECT
        site_id, sign, events, pageviews AS views,
        toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(started_at) AS duration,
        toInt64(engaged_ms) AS engaged,
        intDiv(toUnixTimestamp64Milli(started_at), 900000) AS first,
        arrayJoin(range(first, intDiv(toUnixTimestamp64Milli(ended_at), 900000) + 1)) AS quarter
    FROM sessions
    WHERE events > 0
)
GROUP BY site_id, slot, began;
