-- Deleted sites whose rows in ClickHouse are still to be deleted. requested_at: milliseconds since the epoch.
CREATE TABLE erasures (
    site_number  INTEGER NOT NULL PRIMARY KEY,
    requested_at INTEGER NOT NULL
) STRICT;
