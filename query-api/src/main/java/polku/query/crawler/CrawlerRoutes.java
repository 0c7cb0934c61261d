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
import polku.storage.control.CrawlerLog.Visits;
import polku.storage.control.CrawlerVisits;
import polku.storage.control.Site;
import polku.storage.read.Period;

/** Robots, which no figure counts: {@code GET /sites/{site}/crawlers}. */
public final class CrawlerRoutes implements EndpointGroup {
    private static final int MOST_DAYS = 400;

    private final CrawlerVisits visits;
    private final InstantSource clock;

    /** @param clock tells the period where none is given */
    public CrawlerRoutes(CrawlerVisits visits, InstantSource clock) {
        this.visits = visits;
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
        List<Visits> found = visits.ofSite(site, first, to);
        return Answer.ok(new CrawlerAnswer(kind(found, false), kind(found, true), days(found, first, to)));
    }

    private static Kind kind(List<Visits> visits, boolean ai) {
        Map<String, Long> byName = visits.stream()
                .filter(one -> one.ai() == ai)
                .collect(Collectors.groupingBy(Visits::name, TreeMap::new, Collectors.summingLong(Visits::events)));
        return new Kind(
                byName.values().stream().mapToLong(Long::longValue).sum(),
                byName.entrySet().stream()
                        .map(each -> new Crawler(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparingLong((Crawler one) -> -one.events())
                                .thenComparing(Crawler::name))
                        .toList());
    }

    private static List<Day> days(List<Visits> visits, LocalDate from, LocalDate to) {
        return from.datesUntil(to)
                .map(day -> new Day(day.toString(), events(visits, day, false), events(visits, day, true)))
                .toList();
    }

    private static long events(List<Visits> visits, LocalDate day, boolean ai) {
        return visits.stream()
                .filter(one -> one.ai() == ai && one.day().equals(day))
                .mapToLong(Visits::events)
                .sum();
    }
}
