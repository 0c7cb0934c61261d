-- What was left out of a site's figures. day: in the site's time zone, days since 1970-01-01. reason: bot, ai_crawler,
-- other_host, opted_out or excluded_address. name: the robot or the host, else empty. events: with the pageviews. last_at:
-- milliseconds since the epoch.
CREATE TABLE left_out (
    site_number INTEGER NOT NULL REFERENCES sites (number) ON DELETE CASCADE,
    day         INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    pageviews   INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    PRIMARY KEY (site_number, day, reason, name)
) STRICT, WITHOUT ROWID;

INSERT INTO left_out (site_number, day, reason, name, pageviews, events, last_at)
SELECT site_number, day, iif(ai = 1, 'ai_crawler', 'bot'), name, 0, events, day * 86400000 FROM crawler_visits;

DROP TABLE crawler_visits;
