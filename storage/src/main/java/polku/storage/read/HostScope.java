package polku.storage.read;

import java.util.List;

/** Whose host a hostname filter looks at: it depends on the report. */
enum HostScope {
    /** Any event's: every report but those below. */
    EVENT,
    /** That of the session's first pageview: reports of acquisition and of entry pages. */
    ENTRY,
    /** That of the session's last pageview: reports of exit pages. */
    EXIT;

    static HostScope of(List<Dimension> dimensions) {
        boolean exit = false;
        for (Dimension dimension : dimensions) {
            if (dimension instanceof Dimension.OfSession session) {
                if (session.isOfArrival()) {
                    return ENTRY;
                }
                exit |= session == Dimension.OfSession.EXIT_PAGE;
            }
        }
        return exit ? EXIT : EVENT;
    }
}
