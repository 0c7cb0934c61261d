package polku.storage.control;

/** What a user may do; each role includes the ones after it. */
public enum Role {
    /** Everything, including sites, keys and users. */
    OWNER,
    /** Changes what belongs to a site, such as goals. */
    EDITOR,
    /** Reads. */
    VIEWER;

    public boolean includes(Role other) {
        return ordinal() <= other.ordinal();
    }
}
