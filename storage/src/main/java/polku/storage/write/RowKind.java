package polku.storage.write;

/**
 * What one spool record holds; the code is the record's first byte and never changes its meaning. The version counts the
 * layouts of a kind's rows: what lies in the spool when the server is replaced by a newer one is of an older layout
 * ({@link OldRows}).
 */
public enum RowKind {
    EVENT(1, "events", 1),
    INTERACTION(2, "interactions", 1),
    IDENTITY(3, "identities", 0),
    SNAPSHOT(4, "page_snapshots", 0),
    REPLAY(5, "replay_chunks", 0);

    private static final RowKind[] ALL = values();
    private final int code;
    private final String table;
    private final int version;

    RowKind(int code, String table, int version) {
        this.code = code;
        this.table = table;
        this.version = version;
    }

    public int code() {
        return code;
    }

    public String table() {
        return table;
    }

    /** The layout that rows are written in now; 0 to 15. */
    public int version() {
        return version;
    }

    /** The kind of a code, or an {@link IllegalArgumentException}. */
    public static RowKind of(int code) {
        if (code < 1 || code > ALL.length) {
            throw new IllegalArgumentException("unknown kind of row: " + code);
        }
        return ALL[code - 1];
    }
}
