-- IP addresses and networks whose visitors are not counted, one a line.
ALTER TABLE sites ADD COLUMN excluded_addresses TEXT NOT NULL DEFAULT '';

-- What crawlers would have added to a site's figures. day: in the site's time zone, days since 1970-01-01. ai: 1 for those
-- that read for a language model. events: what was left out.
CREATE TABLE crawler_visits (
    site_number INTEGER NOT NULL REFERENCES sites (number) ON DELETE CASCADE,
    day         INTEGER NOT NULL,
    ai          INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    events      INTEGER NOT NULL,
    PRIMARY KEY (site_number, day, ai, name)
) STRICT, WITHOUT ROWID;
