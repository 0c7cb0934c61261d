package polku.load.queries;

/** Sessions of a site that have been, in order of time. For one thread. */
public interface Past {
    /** @param body of a beacon that a key lets in; {@code events} are those in it, pageviews among them */
    record Session(String body, int events) {}

    /** In all. */
    long sessions();

    boolean hasNext();

    Session next();
}
