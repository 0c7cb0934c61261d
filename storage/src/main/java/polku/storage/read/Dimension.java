package polku.storage.read;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polku.storage.control.UrlGroup;

/**
 * A property by which numbers are broken down or filtered, named as in the API. What describes the <em>session</em> was fixed by
 * its first event and holds for all of its events; what describes the <em>event</em> may differ from one to the next.
 */
public sealed interface Dimension {
    /** The name in the API. */
    String id();

    /** The dimension of a name in the API, or empty where there is none. */
    static Optional<Dimension> of(String id) {
        if (id.startsWith(Property.PREFIX) && id.length() > Property.PREFIX.length()) {
            return Optional.of(new Property(id.substring(Property.PREFIX.length())));
        }
        return fixed().stream().filter(dimension -> dimension.id().equals(id)).findFirst();
    }

    /** All that are the same for every site: not the properties, nor what depends on its URL groups and time zone. */
    static List<Dimension> fixed() {
        List<Dimension> all = new ArrayList<>(List.of(OfEvent.values()));
        all.addAll(List.of(OfNamedEvent.values()));
        all.addAll(List.of(OfSession.values()));
        return List.copyOf(all);
    }

    enum OfSession implements Dimension {
        ENTRY_PAGE("entryPage", "entry_page"),
        EXIT_PAGE("exitPage", "exit_page"),
        REFERRER("referrer", "referrer"),
        SOURCE("source", "source"),
        CHANNEL("channel", "channel"),
        UTM_SOURCE("utmSource", "utm_source"),
        UTM_MEDIUM("utmMedium", "utm_medium"),
        UTM_CAMPAIGN("utmCampaign", "utm_campaign"),
        UTM_TERM("utmTerm", "utm_term"),
        UTM_CONTENT("utmContent", "utm_content"),
        COUNTRY("country", "country"),
        REGION("region", "region"),
        CITY("city", "city"),
        DEVICE("device", "device"),
        BROWSER("browser", "browser"),
        BROWSER_VERSION("browserVersion", "browser_version"),
        OS("os", "os"),
        OS_VERSION("osVersion", "os_version"),
        SCREEN_CLASS("screenClass", "screen_class"),
        LANGUAGE("language", "language");

        private final String id;
        private final String column;

        OfSession(String id, String column) {
            this.id = id;
            this.column = column;
        }

        @Override
        public String id() {
            return id;
        }

        String column() {
            return column;
        }

        /** True for what tells where a session came from or began: its reports look at the entry's host. */
        boolean isOfArrival() {
            return switch (this) {
                case ENTRY_PAGE,
                        REFERRER,
                        SOURCE,
                        CHANNEL,
                        UTM_SOURCE,
                        UTM_MEDIUM,
                        UTM_CAMPAIGN,
                        UTM_TERM,
                        UTM_CONTENT -> true;
                case EXIT_PAGE,
                        COUNTRY,
                        REGION,
                        CITY,
                        DEVICE,
                        BROWSER,
                        BROWSER_VERSION,
                        OS,
                        OS_VERSION,
                        SCREEN_CLASS,
                        LANGUAGE -> false;
            };
        }
    }

    enum OfEvent implements Dimension {
        PAGE("page", "page"),
        TITLE("title", "title"),
        HOSTNAME("hostname", "hostname"),
        EVENT("event", "name");

        private final String id;
        private final String column;

        OfEvent(String id, String column) {
            this.id = id;
            this.column = column;
        }

        @Override
        public String id() {
            return id;
        }

        String column() {
            return column;
        }
    }

    /**
     * A property of one kind of event; "" for all others. A breakdown by it is about these events alone: those without a
     * value have no row.
     */
    enum OfNamedEvent implements Dimension {
        /** The address that a link to another site led to. */
        OUTBOUND("outbound", "outbound", "url"),
        /** The address of a file that was downloaded. */
        DOWNLOAD("download", "download", "url"),
        /** What was searched for on the site. */
        SEARCH("search", "search", "term"),
        /** The HTTP status of a page that was an error, such as 404. */
        STATUS("status", "pageview", "status");

        private final String id;
        private final String event;
        private final String key;

        OfNamedEvent(String id, String event, String key) {
            this.id = id;
            this.event = event;
            this.key = key;
        }

        @Override
        public String id() {
            return id;
        }

        String event() {
            return event;
        }

        String key() {
            return key;
        }
    }

    /**
     * The URL group of an event's page; a page without one stands for itself.
     *
     * @param groups the first whose pattern matches holds
     */
    record PageGroup(List<UrlGroup> groups) implements Dimension {
        public static final String ID = "pageGroup";

        public PageGroup {
            groups = List.copyOf(groups);
        }

        @Override
        public String id() {
            return ID;
        }
    }

    /**
     * When in the week an event happened, by the clock of the site's time zone. A breakdown by it looks at the events of the
     * period alone.
     */
    record OfWeek(Part part, ZoneId zone) implements Dimension {
        public enum Part {
            /** "1" is Monday, "7" Sunday. */
            WEEKDAY("weekday"),
            /** "00" to "23". */
            HOUR("hour");

            private final String id;

            Part(String id) {
                this.id = id;
            }

            public String id() {
                return id;
            }

            public static Optional<Part> of(String id) {
                for (Part part : values()) {
                    if (part.id.equals(id)) {
                        return Optional.of(part);
                    }
                }
                return Optional.empty();
            }
        }

        @Override
        public String id() {
            return part.id();
        }
    }

    /** A property of events; "" for events that lack it. */
    record Property(String key) implements Dimension {
        private static final String PREFIX = "prop:";

        @Override
        public String id() {
            return PREFIX + key;
        }
    }
}
