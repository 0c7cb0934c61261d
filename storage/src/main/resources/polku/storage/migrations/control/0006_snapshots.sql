-- snapshots: whether it is recorded how the site's pages look. masked_pages: patterns of pages on which all text is masked, one a line;
-- NULL where the owner said nothing.
ALTER TABLE sites ADD COLUMN snapshots INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sites ADD COLUMN masked_pages TEXT;

-- What all servers that share this file sign with. value: 32 random bytes.
CREATE TABLE secrets (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
