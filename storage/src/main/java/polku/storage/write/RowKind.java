package polku.storage.write;

/** What one spool record holds; the code is the record's first byte and never changes its meaning. */
public enum RowKind {
    EVENT(1, "events"),
    INTERACTION(2, "interactions");

    private final int code;
    private final String table;

    RowKind(int code, String table) {
        this.code = code;
        this.table = table;
    }

    public int code() {
        return code;
    }

    public String table() {
        return table;
    }

    /** The kind of a code, or an {@link IllegalArgumentException}. */
    public static RowKind of(int code) {
        for (RowKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown kind of row: " + code);
    }
}
