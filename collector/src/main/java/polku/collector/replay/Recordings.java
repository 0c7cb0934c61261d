package polku.collector.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import polku.storage.control.ReplayRules;
import polku.storage.control.Site;

/**
 * Who is recorded: the rules of a site's owner applied to a visitor. A visitor whose chunks came within half an hour is under
 * way, and goes on whatever the day's number says.
 *
 * <p>Remembers 100,000 visitors under way (some 15 MB) and each site's number of the day; both are this server's alone and
 * forgotten with a restart: a recording that goes on then counts as another one, and may be as long again. Safe for use by
 * several threads.
 */
public final class Recordings {
    private static final int MOST_VISITORS = 100_000;
    /** As sessions end. */
    private static final Duration PAUSE = Duration.ofMinutes(30);
    /** Of a recording, inflated: several times what the longest come to. What is beyond has been made up. */
    private static final long MOST_CHARACTERS = 512L << 20;

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    private final RecordingRules rules = new RecordingRules();
    private final Cache<Key, UnderWay> underWay;
    /** By the site's number. */
    private final ConcurrentHashMap<Integer, Today> today = new ConcurrentHashMap<>();

    private record Key(int site, long visitor) {}

    /**
     * @param begunAt the time of its first chunk
     * @param characters that have been taken
     */
    private record UnderWay(long begunAt, long characters) {}

    /** @param begun recordings on that day of the site's calendar */
    private record Today(LocalDate day, int begun) {}

    public Recordings(InstantSource clock) {
        this.clock = clock;
        this.underWay = Caffeine.newBuilder()
                .ticker((Ticker) () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(PAUSE)
                .maximumSize(MOST_VISITORS)
                .build();
    }

    /** Whether a visitor is to be recorded. */
    public enum Verdict {
        /** As soon as what the owner named has happened. */
        BEGIN,
        /** Has begun on an earlier page. */
        GO_ON,
        NO_CONSENT,
        NOT_IN_SAMPLE,
        ENOUGH_TODAY,
        TOO_LONG;

        public boolean isRecorded() {
            return this == BEGIN || this == GO_ON;
        }

        /** The value of the metric's label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Asked where a page is opened.
     *
     * @param consents the visitor has granted consent to the site
     */
    public Verdict verdict(Site site, long visitor, boolean consents) {
        ReplayRules wanted = site.replay();
        if (wanted.needsConsent() && !consents) {
            return Verdict.NO_CONSENT;
        }
        if (!isInSample(wanted, visitor)) {
            return Verdict.NOT_IN_SAMPLE;
        }
        Key key = new Key(site.number(), visitor);
        UnderWay known = underWay.getIfPresent(key);
        if (known == null) {
            return begunToday(site) < wanted.sessionsPerDay() ? Verdict.BEGIN : Verdict.ENOUGH_TODAY;
        }
        if (isTooLong(wanted, known, clock.millis())) {
            underWay.put(key, known); // remembered for as long as pages are opened: it is the same session
            return Verdict.TOO_LONG;
        }
        return Verdict.GO_ON;
    }

    /** What a tracker is told with such a verdict, as JSON text. */
    public String rules(Site site, Verdict verdict) {
        return verdict == Verdict.GO_ON ? rules.begun(site) : rules.whole(site);
    }

    /**
     * Asked as a chunk comes, and counts it: one that is taken keeps its visitor under way.
     *
     * @param at of its first event, by the server's clock
     * @return {@link Verdict#BEGIN} or {@link Verdict#GO_ON} where it is taken
     */
    public Verdict take(Site site, long visitor, long at, int characters) {
        Verdict[] verdict = {Verdict.GO_ON};
        underWay.asMap().compute(new Key(site.number(), visitor), (key, known) -> {
            if (known == null) {
                boolean begins = countToday(site);
                verdict[0] = begins ? Verdict.BEGIN : Verdict.ENOUGH_TODAY;
                return begins ? new UnderWay(at, characters) : null;
            }
            if (isTooLong(site.replay(), known, at)) {
                verdict[0] = Verdict.TOO_LONG;
                return known;
            }
            // Chunks may come out of order.
            return new UnderWay(Math.min(known.begunAt, at), known.characters + characters);
        });
        return verdict[0];
    }

    /** The same visitors at every rate: whoever is recorded at 10 % is so at 20 %, on each page and in each tab. */
    private static boolean isInSample(ReplayRules wanted, long visitor) {
        long mixed = (visitor ^ visitor >>> 32) * 0x9E3779B97F4A7C15L;
        return ((mixed ^ mixed >>> 29) >>> 11) * 0x1p-53 < wanted.sampleRate();
    }

    private static boolean isTooLong(ReplayRules wanted, UnderWay known, long at) {
        return at - known.begunAt > wanted.maximumMinutes() * MINUTE_MILLIS || known.characters > MOST_CHARACTERS;
    }

    private int begunToday(Site site) {
        Today counted = today.get(site.number());
        return counted == null || !counted.day.equals(day(site)) ? 0 : counted.begun;
    }

    /** False where there are enough. */
    private boolean countToday(Site site) {
        boolean[] begins = {false};
        today.compute(site.number(), (number, counted) -> {
            LocalDate day = day(site);
            int begun = counted == null || !counted.day.equals(day) ? 0 : counted.begun;
            begins[0] = begun < site.replay().sessionsPerDay();
            return new Today(day, begins[0] ? begun + 1 : begun);
        });
        return begins[0];
    }

    private LocalDate day(Site site) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(clock.millis()), site.timezone());
    }
}
