package polku.storage.session;

import java.util.List;
import java.util.Map;

/** What is stored of visitors' sessions. Blocks; throws {@code ClickHouseException}. */
public interface SessionSource {
    /**
     * The sessions of each visitor with a sign of life at {@code since} or later, in order of time. Visitors without any
     * may be missing.
     */
    Map<Visitor, List<Session>> sessions(Map<Visitor, Long> since);

    /** A visitor's single signs of life in [{@code from}, {@code to}], both included, in order of time. */
    List<Session> signs(Visitor visitor, long from, long to);
}
