package polku.query.check;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polku.storage.control.LeftOutCounts;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;

/** What the collector left out of a site's figures today and yesterday, as far as it would do so still. Blocks. */
public final class RecentlyLeftOut {
    /** Of each reason. */
    private static final int MOST_NAMES = 10;

    private final LeftOutCounts counts;
    private final InstantSource clock;

    /** @param clock tells what is today */
    public RecentlyLeftOut(LeftOutCounts counts, InstantSource clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * @param reason otherHost, excludedAddress, optedOut, bot or aiCrawler
     * @param name the host or the robot; null with the other reasons
     * @param pageviews among the events
     * @param lastAt in the site's time zone
     */
    record LeftOut(String reason, @Nullable String name, long pageviews, long events, String lastAt) {}

    /** From when on it is told: the beginning of yesterday. */
    String since(Site site) {
        return rfc3339(yesterday(site).atStartOfDay(site.timezone()));
    }

    /**
     * By reason, and with each the latest first.
     *
     * @param ours whether a host belongs to the site, perhaps only since then
     */
    List<LeftOut> of(Site site, Predicate<String> ours) {
        LocalDate from = yesterday(site);
        Map<Reason, Map<String, Entry>> byReason = new EnumMap<>(Reason.class);
        for (Entry entry : counts.ofSite(site, from, from.plusDays(2))) {
            if (isSoStill(entry, site, ours)) {
                byReason.computeIfAbsent(entry.reason(), reason -> new HashMap<>())
                        .merge(entry.name(), entry, RecentlyLeftOut::sum);
            }
        }
        return byReason.values().stream()
                .flatMap(byName -> latest(byName.values()))
                .map(entry -> leftOut(entry, site))
                .toList();
    }

    private LocalDate yesterday(Site site) {
        return LocalDate.ofInstant(clock.instant(), site.timezone()).minusDays(1);
    }

    private static boolean isSoStill(Entry entry, Site site, Predicate<String> ours) {
        return switch (entry.reason()) {
            case OTHER_HOST -> !ours.test(entry.name());
            case EXCLUDED_ADDRESS -> !site.excludedAddresses().isEmpty();
            case OPTED_OUT, BOT, AI_CRAWLER -> true;
        };
    }

    private static Entry sum(Entry one, Entry other) {
        Instant last = one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt();
        return new Entry(
                one.siteNumber(),
                one.day(),
                one.reason(),
                one.name(),
                one.pageviews() + other.pageviews(),
                one.events() + other.events(),
                last);
    }

    private static Stream<Entry> latest(Collection<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::lastAt).reversed().thenComparing(Entry::name))
                .limit(MOST_NAMES);
    }

    private static LeftOut leftOut(Entry entry, Site site) {
        String reason = switch (entry.reason()) {
            case OTHER_HOST -> "otherHost";
            case EXCLUDED_ADDRESS -> "excludedAddress";
            case OPTED_OUT -> "optedOut";
            case BOT -> "bot";
            case AI_CRAWLER -> "aiCrawler";
        };
        return new LeftOut(
                reason,
                entry.name().isEmpty() ? null : entry.name(),
                entry.pageviews(),
                entry.events(),
                rfc3339(entry.lastAt().atZone(site.timezone())));
    }

    private static String rfc3339(ZonedDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
}
