package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** All dimensions but the properties, whose names are the owner's. */
    static List<Dimension> fixed() {
        List<Dimension> all = new ArrayList<>(List.of(OfEvent.values()));
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
        OS("os", "os"),
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
                case EXIT_PAGE, COUNTRY, REGION, CITY, DEVICE, BROWSER, OS, SCREEN_CLASS, LANGUAGE -> false;
            };
        }
    }

    enum OfEvent implements Dimension {
        PAGE("page", "page"),
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

    /** A property of events; "" for events that lack it. */
    record Property(String key) implements Dimension {
        private static final String PREFIX = "prop:";

        @Override
        public String id() {
            return PREFIX + key;
        }
    }
}
