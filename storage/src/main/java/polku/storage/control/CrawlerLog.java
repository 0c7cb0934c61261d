package polku.storage.control;

import java.time.LocalDate;
import java.util.Collection;

/** Takes note of what crawlers would have added to sites' figures. Blocks. */
public interface CrawlerLog {
    /**
     * @param siteNumber the site in ClickHouse's tables
     * @param day in the site's time zone
     * @param ai it reads for a language model
     * @param name of its family
     * @param events what was left out; adds to what is noted already
     */
    record Visits(int siteNumber, LocalDate day, boolean ai, String name, long events) {}

    void add(Collection<Visits> visits);
}
