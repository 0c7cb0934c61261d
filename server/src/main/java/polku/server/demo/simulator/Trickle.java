package polku.server.demo.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.simulator.Audience.Source;

/**
 * Visitors of the present: sends what they do when they do it, as long as it runs. More come by day than by night, but
 * a handful is always there. All state belongs to one context.
 */
final class Trickle {
    private static final Logger LOG = LoggerFactory.getLogger(Trickle.class);
    private static final int LEAST_PRESENT = 5;
    private static final long TICK_MILLIS = 1_000;
    /** A tracker gathers what happens for so long before it sends. */
    private static final long GATHER_MILLIS = 1_000;

    private static final int CONNECTIONS = 4;

    private final Vertx vertx;
    private final Context context;
    private final BeaconSender sender;
    private final BeaconWriter writer;
    private final String origin;
    private final int sessionsPerDay;
    private final Catalogue catalogue = Catalogue.load();
    private final List<Source> sources;
    private final SplittableRandom random;
    private final Crowd crowd;
    private final Set<Long> timers = new HashSet<>();
    private int present;
    private boolean failing;
    private boolean stopped;

    private Trickle(Vertx vertx, Simulation.Target target, SimulatorConfig config) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.sender = new BeaconSender(vertx, target.collector(), "/b", target.apiKey(), CONNECTIONS);
        this.writer = new BeaconWriter(target.siteId());
        this.origin = target.shop().toString();
        this.sessionsPerDay = config.sessionsPerDay();
        // other people than those of the past and of an earlier start, who may still be remembered as being there
        this.random = new SplittableRandom(config.seed() ^ System.nanoTime() ^ System.currentTimeMillis() << 20);
        Audience audience = Audience.load();
        LocalDate today = LocalDate.now(Rhythm.ZONE);
        Happenings happenings = Happenings.of(today.minusDays(config.days()), config.days());
        this.sources = audience.sources().stream()
                .map(source -> source.weighing(source.weight() * happenings.strength(source.season(), today)))
                .filter(source -> source.weight() > 0)
                .toList();
        this.crowd = new Crowd(audience, random.split());
    }

    static Trickle start(Vertx vertx, Simulation.Target target, SimulatorConfig config) {
        Trickle trickle = new Trickle(vertx, target, config);
        trickle.context.runOnContext(now -> trickle.tick());
        return trickle;
    }

    /** Nobody comes any more, and those present are gone; completes when what is under way has been answered. */
    Future<Void> stop() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            stopped = true;
            timers.forEach(vertx::cancelTimer);
            timers.clear();
            sender.stop().onComplete(done);
        });
        return done.future();
    }

    private void tick() {
        if (stopped) {
            return;
        }
        long now = System.currentTimeMillis();
        int hour = Instant.ofEpochMilli(now).atZone(Rhythm.ZONE).getHour();
        double due = sessionsPerDay * Rhythm.share(hour) / 3600 * TICK_MILLIS / 1000;
        while (due >= 1) {
            visit(now, hour);
            due--;
        }
        // one newcomer a tick at most, so that those who make up the numbers do not arrive in step
        if (random.nextDouble() < due || present < LEAST_PRESENT) {
            visit(now, hour);
        }
        later(TICK_MILLIS, this::tick);
    }

    private void visit(long now, int hour) {
        Person person = crowd.arrive(now, hour);
        Source source = Audience.pick(sources, Source::weight, random);
        Visit visit = Walk.take(catalogue, origin, person, source, now, random.split());
        crowd.leave(person, visit.lastAt());
        present++;
        sendFrom(visit, 0);
    }

    /** Waits until the next few things have happened, sends them, and goes on with the ones after. */
    private void sendFrom(Visit visit, int from) {
        if (from == visit.items().size()) {
            present--;
            return;
        }
        int to = from + 1;
        long until = visit.items().get(from).at() + GATHER_MILLIS;
        while (to < visit.items().size() && visit.items().get(to).at() <= until) {
            to++;
        }
        int end = to;
        long sentAt = visit.items().get(end - 1).at();
        later(sentAt - System.currentTimeMillis(), () -> {
            sender.send(writer.body(visit, from, end)).onComplete(answered -> {
                if (!stopped) {
                    tell(answered.cause());
                    sendFrom(visit, end);
                }
            });
        });
    }

    /** One line when the collector begins to refuse and one when it takes again, rather than one for each beacon. */
    private void tell(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            LOG.warn("Simulated visitors cannot be sent: {}", failure.getMessage());
        } else if (failure == null && failing) {
            LOG.info("Simulated visitors are sent again");
        }
        failing = failure != null;
    }

    private void later(long delay, Runnable action) {
        long[] id = new long[1];
        id[0] = vertx.setTimer(Math.max(1, delay), fired -> {
            timers.remove(id[0]);
            action.run();
        });
        timers.add(id[0]);
    }
}
