package polku.query.crawler;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polku.query.access.Access;
import polku.query.report.Periods;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.storage.control.LeftOutCounts;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;
import polku.storage.read.Period;

/** Robots, which no figure counts: {@code GET /sites/{site}/crawlers}. */
public final class CrawlerRoutes implements EndpointGroup {
    private static final int MOST_DAYS = 400;

    private final LeftOutCounts leftOut;
    private final InstantSource clock;

    /** @param clock tells the period where none is given */
    public CrawlerRoutes(LeftOutCounts leftOut, InstantSource clock) {
        this.leftOut = leftOut;
        this.clock = clock;
    }

    record Crawler(String name, long events) {}

    /** @param crawlers the busiest first */
    record Kind(long events, List<Crawler> crawlers) {}

    record Day(String day, long bots, long ai) {}

    /**
     * @param bots all but those that read for a language model, which are {@code ai}
     * @param days of the site's calendar, each of the period
     */
    record CrawlerAnswer(Kind bots, Kind ai, List<Day> days) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.get("/sites/{site}/crawlers", Access.READ, this::crawlers));
    }

    private Answer crawlers(ApiRequest<NoBody> request) {
        Site site = request.site();
        Period period = Periods.read(request.query().only("from", "to"), clock.instant());
        LocalDate from = LocalDate.ofInstant(period.from(), site.timezone());
        LocalDate to =
                LocalDate.ofInstant(period.to().minusMillis(1), site.timezone()).plusDays(1);
        // No more are kept.
        LocalDate first = ChronoUnit.DAYS.between(from, to) > MOST_DAYS ? to.minusDays(MOST_DAYS) : from;
        List<Entry> found = leftOut.ofSite(site, first, to).stream()
                .filter(entry -> entry.reason().isRobot())
                .toList();
        return Answer.ok(
                new CrawlerAnswer(kind(found, Reason.BOT), kind(found, Reason.AI_CRAWLER), days(found, first, to)));
    }

    private static Kind kind(List<Entry> entries, Reason reason) {
        Map<String, Long> byName = entries.stream()
                .filter(one -> one.reason() == reason)
                .collect(Collectors.groupingBy(Entry::name, TreeMap::new, Collectors.summingLong(Entry::events)));
        return new Kind(
                byName.values().stream().mapToLong(Long::longValue).sum(),
                byName.entrySet().stream()
                        .map(each -> new Crawler(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparingLong((Crawler one) -> -one.events())
                                .thenComparing(Crawler::name))
                        .toList());
    }

    private static List<Day> days(List<Entry> entries, LocalDate from, LocalDate to) {
        return from.datesUntil(to)
                .map(day -> new Day(
                        day.toString(), events(entries, day, Reason.BOT), events(entries, day, Reason.AI_CRAWLER)))
                .toList();
    }

    private static long events(List<Entry> entries, LocalDate day, Reason reason) {
        return entries.stream()
                .filter(one -> one.reason() == reason && one.day().equals(day))
                .mapToLong(Entry::events)
                .sum();
    }
}
