package polku.collector.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.collector.CollectorMetrics;
import polku.collector.DropReason;
import polku.collector.LeftOut;
import polku.collector.enrich.UserAgent.Robot;
import polku.storage.control.LeftOutLog;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;

/**
 * Counts what is left out of sites' figures: by site, day, reason and name (of the robot, of the host). What was counted
 * since the last {@link #flush} is lost with the process, since nobody was promised anything. Safe for use by several threads.
 */
final class LeftOutCounter {
    private static final Logger log = LoggerFactory.getLogger(LeftOutCounter.class);
    /** Whoever makes up new robots must not fill the memory, the store and the metrics. */
    private static final int MAX_ROBOTS = 300;
    /** Nor whoever makes up new hosts, of a site and a flush. */
    private static final int MAX_HOSTS = 10;
    /** Of DNS; what is longer is none. */
    private static final int LONGEST_HOST = 253;

    private final LeftOutLog store;
    private final CollectorMetrics metrics;
    private final InstantSource clock;
    private final Set<String> robots = ConcurrentHashMap.newKeySet();
    /** By the site's number; each is touched by one thread at a time. */
    private final ConcurrentHashMap<Integer, Map<Key, Count>> counts = new ConcurrentHashMap<>();

    private record Key(LocalDate day, Reason reason, String name) {}

    private record Count(long pageviews, long events, long lastAt) {
        Count plus(Count other) {
            return new Count(pageviews + other.pageviews, events + other.events, Math.max(lastAt, other.lastAt));
        }
    }

    LeftOutCounter(LeftOutLog store, CollectorMetrics metrics, InstantSource clock) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Counts what a robot did, by its name.
     *
     * @param at when it did, in ms: an import's robots were there in the past
     * @return the reason to leave it out
     */
    DropReason countRobot(Site site, Robot robot, long at, int pageviews, int events) {
        Robot named = bounded(robot);
        metrics.crawled(named, events);
        Reason reason = robot.ai() ? Reason.AI_CRAWLER : Reason.BOT;
        count(new LeftOut(site, reason, named.name(), pageviews, events), at);
        return robot.ai() ? DropReason.AI_CRAWLER : DropReason.BOT;
    }

    void count(LeftOut leftOut) {
        if (leftOut.reason() == Reason.OTHER_HOST && leftOut.name().length() > LONGEST_HOST) {
            return;
        }
        count(leftOut, clock.millis());
    }

    private void count(LeftOut leftOut, long at) {
        LocalDate day =
                LocalDate.ofInstant(Instant.ofEpochMilli(at), leftOut.site().timezone());
        add(
                leftOut.site().number(),
                new Key(day, leftOut.reason(), leftOut.name()),
                new Count(leftOut.pageviews(), leftOut.events(), clock.millis()));
    }

    private void add(int site, Key key, Count count) {
        counts.compute(site, (number, counted) -> {
            Map<Key, Count> ofSite = counted == null ? new HashMap<>() : counted;
            ofSite.merge(key, count, Count::plus);
            if (key.reason() == Reason.OTHER_HOST) {
                forgetOldestHost(ofSite);
            }
            return ofSite;
        });
    }

    private static void forgetOldestHost(Map<Key, Count> ofSite) {
        List<Map.Entry<Key, Count>> hosts = ofSite.entrySet().stream()
                .filter(entry -> entry.getKey().reason() == Reason.OTHER_HOST)
                .toList();
        if (hosts.size() > MAX_HOSTS) {
            hosts.stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastAt()))
                    .ifPresent(oldest -> ofSite.remove(oldest.getKey()));
        }
    }

    private Robot bounded(Robot robot) {
        if (robots.contains(robot.name())) {
            return robot;
        }
        if (robots.size() >= MAX_ROBOTS) {
            return new Robot("other", robot.ai());
        }
        robots.add(robot.name());
        return robot;
    }

    /** Stores what was counted; what cannot be stored now is kept for the next time. Blocks. */
    synchronized void flush() {
        List<Entry> entries = new ArrayList<>();
        for (Integer site : counts.keySet()) {
            Map<Key, Count> ofSite = counts.remove(site);
            if (ofSite != null) {
                ofSite.forEach((key, count) -> entries.add(entry(site, key, count)));
            }
        }
        try {
            store.add(entries);
        } catch (RuntimeException e) {
            log.warn("what was left out cannot be noted now", e);
            entries.forEach(entry -> add(
                    entry.siteNumber(),
                    new Key(entry.day(), entry.reason(), entry.name()),
                    new Count(entry.pageviews(), entry.events(), entry.lastAt().toEpochMilli())));
        }
    }

    private static Entry entry(int site, Key key, Count count) {
        return new Entry(
                site,
                key.day(),
                key.reason(),
                key.name(),
                count.pageviews(),
                count.events(),
                Instant.ofEpochMilli(count.lastAt()));
    }
}
