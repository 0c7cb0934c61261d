package polku.storage.control;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;

/** Takes note of what was left out of sites' figures, and why, so that their owners can be told. Blocks. */
public interface LeftOutLog {
    /** Those that an owner would ask about; first those that they can do something about. */
    enum Reason {
        /** It came from a host that is not the site's. */
        OTHER_HOST,
        /** The owner excludes the address. */
        EXCLUDED_ADDRESS,
        /** The browser asks not to be tracked. */
        OPTED_OUT,
        BOT,
        /** A bot that reads for a language model. */
        AI_CRAWLER;

        public boolean isRobot() {
            return this == BOT || this == AI_CRAWLER;
        }
    }

    /**
     * @param siteNumber the site in ClickHouse's tables
     * @param day in the site's time zone
     * @param name the robot's family or the host; empty with the other reasons
     * @param pageviews among the events
     * @param events everything that was left out; adds to what is noted already
     * @param lastAt when the last of them came
     */
    record Entry(
            int siteNumber, LocalDate day, Reason reason, String name, long pageviews, long events, Instant lastAt) {}

    void add(Collection<Entry> entries);
}
