-- What people who watch recorded sessions keep of them. session_id: the 64 bits of ClickHouse's. Times: milliseconds since the epoch.

-- Not deleted by age or for room.
CREATE TABLE replay_pins (
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (site_id, session_id)
) STRICT;

-- Somebody has watched it.
CREATE TABLE replay_watched (
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (site_id, session_id)
) STRICT;
CREATE INDEX replay_watched_by_time ON replay_watched (site_id, created_at);

-- Written at a moment of a session.
CREATE TABLE replay_notes (
    id         TEXT    NOT NULL PRIMARY KEY,
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    text       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX replay_notes_by_session ON replay_notes (site_id, session_id, at);

-- query: JSON, as the list of replays is asked.
CREATE TABLE replay_searches (
    id         TEXT    NOT NULL PRIMARY KEY,
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (site_id, name)
) STRICT;

-- Links with which anybody may watch one session. SHA-256 of the token: a copy of this file opens no door.
CREATE TABLE replay_shares (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX replay_shares_by_session ON replay_shares (site_id, session_id);
