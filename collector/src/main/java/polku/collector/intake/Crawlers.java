package polku.collector.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.CollectorMetrics;
import polku.collector.enrich.UserAgent.Robot;
import polku.storage.control.CrawlerLog;
import polku.storage.control.Site;

/**
 * Counts robots apart from visitors: by site, day and name. What was counted since the last {@link #flush} is lost with the
 * process, since nobody was promised anything.
 */
final class Crawlers {
    private static final Logger log = LoggerFactory.getLogger(Crawlers.class);
    /** Whoever makes up new names must not fill the memory, the store and the metrics. */
    private static final int MAX_NAMES = 300;

    private final CrawlerLog store;
    private final CollectorMetrics metrics;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Key, Long> counts = new ConcurrentHashMap<>();

    private record Key(int siteNumber, LocalDate day, Robot robot) {}

    Crawlers(CrawlerLog store, CollectorMetrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    /** @param events what is left out of the site's figures */
    void count(Site site, Robot robot, int events, long now) {
        Robot named = bounded(robot);
        metrics.crawled(named, events);
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), site.timezone());
        counts.merge(new Key(site.number(), day, named), (long) events, Long::sum);
    }

    private Robot bounded(Robot robot) {
        if (names.contains(robot.name())) {
            return robot;
        }
        if (names.size() >= MAX_NAMES) {
            return new Robot("other", robot.ai());
        }
        names.add(robot.name());
        return robot;
    }

    /** Stores what was counted; what cannot be stored now is kept for the next time. Blocks. */
    synchronized void flush() {
        List<CrawlerLog.Visits> visits = new ArrayList<>();
        for (Key key : counts.keySet()) {
            Long events = counts.remove(key);
            if (events != null) {
                visits.add(new CrawlerLog.Visits(
                        key.siteNumber(),
                        key.day(),
                        key.robot().ai(),
                        key.robot().name(),
                        events));
            }
        }
        try {
            store.add(visits);
        } catch (RuntimeException e) {
            log.warn("the visits of crawlers cannot be stored now", e);
            visits.forEach(one -> counts.merge(
                    new Key(one.siteNumber(), one.day(), new Robot(one.name(), one.ai())), one.events(), Long::sum));
        }
    }
}
