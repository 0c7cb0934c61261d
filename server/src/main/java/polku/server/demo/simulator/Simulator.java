package polku.server.demo.simulator;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.simulator.Audience.Robot;
import polku.server.demo.simulator.Audience.Source;

/**
 * The demo's past: every visit from the midnight (Europe/Helsinki) {@code days} days before {@code end} until
 * {@code end}, a few at a time and in order of their beginning. The same configuration, shop and end give the same
 * visits, to the last id; with another end on the same day, those of the days before are the same. A visitor's visits lie
 * more than 30 minutes apart, so each is a session. Not thread-safe.
 */
final class Simulator {
    /** For each visitor, how many robots. */
    private static final double ROBOTS = 0.03;

    /** Makes the mean of a month's days what the configuration says. */
    private static final double SCALE = 0.845;

    private final SimulatorConfig config;
    private final String origin;
    private final Instant end;
    private final LocalDate first;
    private final LocalDate last;
    private final Happenings happenings;
    private final Catalogue catalogue = Catalogue.load();
    private final Catalogue withoutTheNew = without(catalogue, Happenings.NEW_COFFEE);
    private final Audience audience = Audience.load();
    private final double usualWeight;
    private final SplittableRandom random;
    private final Crowd crowd;

    private LocalDate next;
    private LocalDate today;
    private List<Source> sources = List.of();
    private long[] starts = {};
    private int started;

    Simulator(SimulatorConfig config, URI shop, Instant end) {
        this.config = config;
        this.origin = shop.toString();
        this.end = end;
        this.last = LocalDate.ofInstant(end, Rhythm.ZONE);
        this.first = last.minusDays(config.days());
        this.happenings = Happenings.of(first, config.days());
        this.usualWeight = audience.sources().stream()
                .filter(source -> source.season() == Audience.Season.ALWAYS)
                .mapToDouble(Source::weight)
                .sum();
        this.next = first;
        this.today = first;
        this.random = new SplittableRandom(config.seed());
        this.crowd = new Crowd(audience, random.split());
    }

    Instant start() {
        return first.atStartOfDay(Rhythm.ZONE).toInstant();
    }

    Instant end() {
        return end;
    }

    /** The one that is not over at the end. */
    LocalDate lastDay() {
        return last;
    }

    Happenings happenings() {
        return happenings;
    }

    boolean hasNext() {
        return started < starts.length || !next.isAfter(last);
    }

    /** What part of the time has been simulated, 0–1. */
    double share() {
        long whole = last.toEpochDay() - first.toEpochDay() + 1;
        double ofToday = starts.length == 0 ? 0 : 1 - (double) started / starts.length;
        return (next.toEpochDay() - first.toEpochDay() - ofToday) / whole;
    }

    /** The next visits, at most so many (robots' besides), in order of their beginning; those of one day. */
    List<Visit> next(int most) {
        if (!hasNext()) {
            throw new NoSuchElementException("all days are simulated");
        }
        if (started == starts.length) {
            begin(next);
            next = next.plusDays(1);
        }
        List<Visit> visits = new ArrayList<>();
        for (int until = Math.min(starts.length, started + most); started < until; started++) {
            visit(starts[started], visits);
        }
        return visits;
    }

    private void begin(LocalDate date) {
        today = date;
        sources = audience.sources().stream()
                .map(source -> source.weighing(source.weight() * happenings.strength(source.season(), date)))
                .filter(source -> source.weight() > 0)
                .toList();
        double busy = sources.stream().mapToDouble(Source::weight).sum() / usualWeight;
        double noise = 1 + random.nextGaussian() * 0.03;
        double count = config.sessionsPerDay() * SCALE * Rhythm.weekday(date) * growth(date) * busy * noise;
        starts = new long[(int) Math.round(count)];
        started = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = date.atTime(Rhythm.hour(random), random.nextInt(60), random.nextInt(60))
                            .atZone(Rhythm.ZONE)
                            .toInstant()
                            .toEpochMilli()
                    + random.nextInt(1000);
        }
        Arrays.sort(starts);
    }

    private void visit(long startAt, List<Visit> visits) {
        if (random.nextDouble() < ROBOTS) {
            Robot robot = Audience.pick(audience.robots(), Robot::weight, random);
            keep(Crawl.take(onSale(), origin, robot, startAt, random.split()), visits);
        }
        int hour = Instant.ofEpochMilli(startAt).atZone(Rhythm.ZONE).getHour();
        Person person = crowd.arrive(startAt, hour);
        Source source = Audience.pick(sources, Source::weight, random);
        Visit visit = Walk.take(onSale(), origin, person, source, startAt, random.split());
        if (keep(visit, visits)) {
            crowd.leave(person, visit.lastAt());
        }
    }

    private Catalogue onSale() {
        return happenings.isLaunched(today) ? catalogue : withoutTheNew;
    }

    /** Adds the visit unless it goes on after the end, or argument about its day could. */
    private boolean keep(Visit visit, List<Visit> visits) {
        return visit.lastAt() < end.toEpochMilli() && endsOnTheDayOfItsLastEvent(visit) && visits.add(visit);
    }

    /** The shop does a little better each week. */
    private double growth(LocalDate date) {
        return 0.95 + 0.1 * (date.toEpochDay() - first.toEpochDay()) / config.days();
    }

    private static Catalogue without(Catalogue all, String slug) {
        return new Catalogue(
                all.products().stream()
                        .filter(product -> !product.slug().equals(slug))
                        .toList(),
                all.grinds(),
                all.synonyms());
    }

    /**
     * Leaves out the few who read on over midnight after their last event: whether their session counts on the new day
     * depends on what one takes for its end, and the demo's truth is to be beyond argument.
     */
    private static boolean endsOnTheDayOfItsLastEvent(Visit visit) {
        long lastEvent = visit.items().stream()
                .filter(item -> item instanceof Visit.Pageview || item instanceof Visit.CustomEvent)
                .mapToLong(Visit.Item::at)
                .max()
                .orElse(visit.firstAt());
        return day(lastEvent).equals(day(visit.lastAt()));
    }

    private static LocalDate day(long at) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(at), Rhythm.ZONE);
    }
}
