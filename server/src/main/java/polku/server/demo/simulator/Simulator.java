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
 * {@code end}, a day at a time and in order of their beginning. The same configuration, shop and end give the same
 * visits, to the last id. A visitor's visits lie more than 30 minutes apart, so each is a session. Not thread-safe.
 */
final class Simulator {
    /** For each visitor, how many robots. */
    private static final double ROBOTS = 0.03;

    private final SimulatorConfig config;
    private final String origin;
    private final Instant end;
    private final LocalDate first;
    private final LocalDate last;
    private final Catalogue catalogue = Catalogue.load();
    private final Audience audience = Audience.load();
    private final SplittableRandom random;
    private final Crowd crowd;
    private LocalDate next;

    Simulator(SimulatorConfig config, URI shop, Instant end) {
        this.config = config;
        this.origin = shop.toString();
        this.end = end;
        this.last = LocalDate.ofInstant(end, Rhythm.ZONE);
        this.first = last.minusDays(config.days());
        this.next = first;
        this.random = new SplittableRandom(config.seed());
        this.crowd = new Crowd(audience, random.split());
    }

    Instant start() {
        return first.atStartOfDay(Rhythm.ZONE).toInstant();
    }

    Instant end() {
        return end;
    }

    boolean hasNext() {
        return !next.isAfter(last);
    }

    /** What part of the time has been simulated, 0–1. */
    double share() {
        long whole = last.toEpochDay() - first.toEpochDay() + 1;
        return (double) (next.toEpochDay() - first.toEpochDay()) / whole;
    }

    /** The visits that begin on the next day, in order of their beginning. */
    List<Visit> nextDay() {
        if (!hasNext()) {
            throw new NoSuchElementException("all days are simulated");
        }
        LocalDate date = next;
        next = next.plusDays(1);
        List<Source> sources = sources(date);
        double noise = 1 + random.nextGaussian() * 0.05;
        int count = (int) Math.round(config.sessionsPerDay() * Rhythm.weekday(date) * growth(date) * noise);
        List<Visit> visits = new ArrayList<>(count);
        for (long startAt : starts(date, count)) {
            if (random.nextDouble() < ROBOTS) {
                Robot robot = Audience.pick(audience.robots(), Robot::weight, random);
                keep(Crawl.take(catalogue, origin, robot, startAt, random.split()), visits);
            }
            int hour = Instant.ofEpochMilli(startAt).atZone(Rhythm.ZONE).getHour();
            Person person = crowd.arrive(startAt, hour);
            Source source = Audience.pick(sources, Source::weight, random);
            Visit visit = Walk.take(catalogue, origin, person, source, startAt, random.split());
            if (keep(visit, visits)) {
                crowd.leave(person, visit.lastAt());
            }
        }
        return visits;
    }

    /** Adds the visit unless it goes on after the end, or argument about its day could. */
    private boolean keep(Visit visit, List<Visit> visits) {
        return visit.lastAt() < end.toEpochMilli() && endsOnTheDayOfItsLastEvent(visit) && visits.add(visit);
    }

    private long[] starts(LocalDate date, int count) {
        long[] starts = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = date.atTime(Rhythm.hour(random), random.nextInt(60), random.nextInt(60))
                            .atZone(Rhythm.ZONE)
                            .toInstant()
                            .toEpochMilli()
                    + random.nextInt(1000);
        }
        Arrays.sort(starts);
        return starts;
    }

    /** The shop does a little better each week, and the campaign brings people in from its day on. */
    private double growth(LocalDate date) {
        double progress = (double) (date.toEpochDay() - first.toEpochDay()) / config.days();
        return (0.87 + 0.12 * progress) * (campaignRuns(date) ? 1.16 : 1);
    }

    private boolean campaignRuns(LocalDate date) {
        return !date.isBefore(first.plusDays(config.days() / 2));
    }

    private List<Source> sources(LocalDate date) {
        return audience.sources().stream()
                .filter(source -> !source.campaign() || campaignRuns(date))
                .map(source -> source.mail() ? source.weighing(source.weight() * Rhythm.mail(date)) : source)
                .toList();
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
