package polku.storage.read;

import java.util.List;
import java.util.Optional;
import polku.storage.control.Goal;

/**
 * A number that is asked for.
 *
 * @param id its name in the API
 * @param goals of conversions and their rate: an event that reaches any of these; empty for other kinds
 */
public record Metric(String id, Kind kind, List<Goal> goals) {

    public Metric {
        goals = List.copyOf(goals);
    }

    /** How each is computed is written in {@link ReportSql}; what it means, in docs/semantics.md. */
    public enum Kind {
        VISITORS("visitors"),
        SESSIONS("sessions"),
        PAGEVIEWS("pageviews"),
        EVENTS("events"),
        BOUNCE_RATE("bounceRate"),
        SESSION_DURATION("sessionDuration"),
        ENGAGED_TIME("engagedTime"),
        VIEWS_PER_SESSION("viewsPerSession"),
        REVENUE("revenue"),
        CONVERSIONS("conversions"),
        CONVERSION_RATE("conversionRate");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** True for counts and sums, which are 0 without data; the others are rates and means, which are null then. */
        public boolean isCount() {
            return switch (this) {
                case VISITORS, SESSIONS, PAGEVIEWS, EVENTS, REVENUE, CONVERSIONS -> true;
                case BOUNCE_RATE, SESSION_DURATION, ENGAGED_TIME, VIEWS_PER_SESSION, CONVERSION_RATE -> false;
            };
        }

        public boolean isOfGoals() {
            return this == CONVERSIONS || this == CONVERSION_RATE;
        }

        public static Optional<Kind> of(String id) {
            for (Kind kind : values()) {
                if (kind.id.equals(id)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
