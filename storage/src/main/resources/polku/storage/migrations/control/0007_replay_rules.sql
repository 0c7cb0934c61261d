-- What of a site's sessions is recorded, where its owner has said so. start_*: what a recording begins with, one page pattern or event
-- name a line; all empty or 0 for the session's beginning. sample_rate: 0 to 1.
CREATE TABLE replay_rules (
    site_id          TEXT    NOT NULL PRIMARY KEY REFERENCES sites (id) ON DELETE CASCADE,
    recorded         INTEGER NOT NULL,
    needs_consent    INTEGER NOT NULL,
    sample_rate      REAL    NOT NULL,
    start_pages      TEXT    NOT NULL,
    start_events     TEXT    NOT NULL,
    start_on_error   INTEGER NOT NULL,
    start_on_rage    INTEGER NOT NULL,
    minimum_seconds  INTEGER NOT NULL,
    maximum_minutes  INTEGER NOT NULL,
    sessions_per_day INTEGER NOT NULL,
    masks_text       INTEGER NOT NULL,
    retention_days   INTEGER NOT NULL,
    budget_megabytes INTEGER NOT NULL
) STRICT;
