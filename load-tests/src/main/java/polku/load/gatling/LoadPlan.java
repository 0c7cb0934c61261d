package polku.load.gatling;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A load: whom it is for, how much of it, and what came of it.
 *
 * @param mark the pages' {@code utm_content}: tells this load's sessions from all others of the site
 * @param sessionsPerSecond that begin on the plateau
 * @param ramp from none to the plateau
 * @param plateau how long it holds; nobody comes after it, but visits go on to their end
 * @param speed how much faster than life visits are played
 * @param p99Millis 99 of 100 answers must take less
 */
record LoadPlan(
        Target target,
        String mark,
        double sessionsPerSecond,
        Duration ramp,
        Duration plateau,
        double speed,
        int p99Millis,
        Tally tally) {

    /** Visits without end, each planned at the moment when it is asked for. For one thread. */
    Supplier<Visit> visits() {
        SplittableRandom random = new SplittableRandom();
        Crowd crowd = new Crowd(random);
        return () -> {
            Visitor visitor = crowd.next(System.currentTimeMillis());
            Browser browser = new Browser(visitor, target.origin(), "utm_content=" + mark, speed, random);
            Walk.take(browser, visitor.source(), target.currency(), random);
            return new Visit(visitor, browser.beacons(), speed);
        };
    }
}
