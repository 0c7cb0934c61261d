-- What the dashboard lets owners say about a site and about themselves.

-- name: what the site is called, '' for its domain. query_parameters: names of those that stay part of a page, one a line.
ALTER TABLE sites ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN query_parameters TEXT NOT NULL DEFAULT '';

-- '' where the user left it to the browser.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN theme TEXT NOT NULL DEFAULT '';

-- Pages that are seen as one: * inside one segment, ** any.
CREATE TABLE url_groups (
    id         TEXT    NOT NULL PRIMARY KEY,
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    pattern    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (site_id, name)
) STRICT;

-- What happened when, for the charts. at: milliseconds since the epoch.
CREATE TABLE notes (
    id         TEXT    NOT NULL PRIMARY KEY,
    site_id    TEXT    NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    text       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_by_site ON notes (site_id, at);
