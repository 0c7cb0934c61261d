-- What owners configured. Times are milliseconds since the epoch.

-- number: the site in ClickHouse's tables. AUTOINCREMENT never hands out a number twice, so that a new site cannot see
-- the rows of a deleted one.
CREATE TABLE sites (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    domain     TEXT    NOT NULL UNIQUE,
    -- one domain a line
    aliases    TEXT    NOT NULL,
    timezone   TEXT    NOT NULL,
    currency   TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- email: lower case
CREATE TABLE users (
    id            TEXT    NOT NULL PRIMARY KEY,
    email         TEXT    NOT NULL UNIQUE,
    role          TEXT    NOT NULL CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER')),
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

-- Who is signed in, by the SHA-256 of the cookie's token: a copy of this file opens no door.
CREATE TABLE sign_ins (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    user_id    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_ins_by_user ON sign_ins (user_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

-- Keys are random (or at least long), so a plain SHA-256 is enough. configured: the one of POLKU_API_KEY.
CREATE TABLE api_keys (
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    key_hash   BLOB    NOT NULL UNIQUE,
    ingest     INTEGER NOT NULL,
    read       INTEGER NOT NULL,
    manage     INTEGER NOT NULL,
    configured INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- value: a decimal number in the site's currency
CREATE TABLE goals (
    id         TEXT    NOT NULL PRIMARY KEY,
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    page       TEXT,
    event      TEXT,
    value      TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (site_id, name),
    CHECK ((page IS NULL) <> (event IS NULL))
) STRICT;

-- day: UTC days since 1970-01-01
CREATE TABLE salts (
    day  INTEGER NOT NULL PRIMARY KEY,
    salt BLOB    NOT NULL
) STRICT;
