package polku.storage.read.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import polku.storage.control.Goal;
import polku.storage.read.Filter;
import polku.storage.read.Period;

/**
 * Which recorded sessions, in which order, and which of them. They overlap the period.
 *
 * @param filters keep sessions that contain an event which meets all of them
 * @param minimumSeconds shorter recordings are left out, unless they go on
 * @param now tells which go on
 * @param goals all of the site
 * @param currency of the site
 * @param offset how many to pass over
 */
public record ReplayQuestion(
        int site,
        Period period,
        List<Filter> filters,
        ReplayWhere where,
        List<Order> order,
        int minimumSeconds,
        Instant now,
        List<Goal> goals,
        String currency,
        int offset,
        int limit) {
    public ReplayQuestion {
        filters = List.copyOf(filters);
        order = List.copyOf(order);
        goals = List.copyOf(goals);
    }

    public record Order(By by, boolean descending) {}

    public enum By {
        STARTED_AT("startedAt", "s.started_at"),
        DURATION("duration", "r.lasted"),
        PAGES("pages", "s.pageviews"),
        CLICKS("clicks", "i.clicks"),
        FRUSTRATION("frustration", "i.frustration"),
        ERRORS("errors", "i.errors"),
        REVENUE("revenue", "e.revenue"),
        ACTIVITY("activity", "s.engaged_ms");

        private final String id;
        private final String column;

        By(String id, String column) {
            this.id = id;
            this.column = column;
        }

        public String id() {
            return id;
        }

        String column() {
            return column;
        }

        public static Optional<By> of(String id) {
            for (By by : values()) {
                if (by.id.equals(id)) {
                    return Optional.of(by);
                }
            }
            return Optional.empty();
        }
    }
}
