package polku.load.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.foreach;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Visitors come at a rate of their own, whatever the server does (an open model). Each has a connection, loads the tracker and
 * sends its beacons when they are due.
 */
public final class Sessions extends Simulation {
    private static final String VISIT = "visit";
    private static final String STATUS = "status";

    /** Gatling makes the simulation itself, by its class's name; this is how it learns what to do. */
    private static volatile @Nullable LoadPlan next;

    static void prepare(LoadPlan plan) {
        next = plan;
    }

    public Sessions() {
        LoadPlan plan = Objects.requireNonNull(next, "start it with ./polku load");
        String origin = plan.target().origin();
        HttpProtocolBuilder protocol = http.baseUrl(plan.target().url())
                .disableWarmUp()
                .acceptHeader("*/*")
                .acceptEncodingHeader("gzip, deflate")
                .header("Referer", origin + "/")
                .header("X-Forwarded-For", session -> visit(session).visitor().address())
                .userAgentHeader(session -> visit(session).visitor().device().userAgent())
                .acceptLanguageHeader(session -> visit(session).visitor().language());
        setUp(sessions(plan)
                        .injectOpen(
                                rampUsersPerSec(plan.sessionsPerSecond() / 20)
                                        .to(plan.sessionsPerSecond())
                                        .during(plan.ramp()),
                                constantUsersPerSec(plan.sessionsPerSecond())
                                        .during(plan.plateau())
                                        .randomized()))
                .protocols(protocol)
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().responseTime().percentile(99).lt(plan.p99Millis()));
    }

    private static ScenarioBuilder sessions(LoadPlan plan) {
        Iterator<Map<String, Object>> visits = Stream.generate(plan.visits())
                .map(visit -> Map.<String, Object>of(VISIT, visit))
                .iterator();
        return scenario("sessions")
                .feed(visits)
                .exec(session -> {
                    visit(session).begin();
                    return session;
                })
                .exec(tracker())
                .asLongAs(session -> visit(session).goesOn())
                .on(beacon(plan))
                .exec(session -> {
                    visit(session).end(plan.tally());
                    return session;
                });
    }

    /** Its files, as a browser that has none of them yet loads them. */
    private static ChainBuilder tracker() {
        return foreach(List.of("t", "i", "e", "v"), "part")
                .on(exec(http("tracker").get("/#{part}.js").check(status().is(200))))
                .exec(Session::markAsSucceeded);
    }

    private static ChainBuilder beacon(LoadPlan plan) {
        return pause(session -> visit(session).pause())
                .exec(http(session -> "beacon, " + visit(session).next().name())
                        .post("/b")
                        .header("Origin", plan.target().origin())
                        .header("Content-Type", "text/plain;charset=UTF-8")
                        .body(StringBody(
                                session -> visit(session).body(plan.target().site())))
                        .check(
                                status().saveAs(STATUS),
                                status().is(202),
                                jsonPath("$.accepted")
                                        .ofInt()
                                        .in(session -> visit(session).acceptable())))
                .exec(session -> {
                    int status = session.contains(STATUS) ? session.getInt(STATUS) : 0;
                    visit(session).answered(status, !session.isFailed());
                    return session.markAsSucceeded().remove(STATUS);
                });
    }

    private static Visit visit(Session session) {
        return Objects.requireNonNull(session.get(VISIT));
    }
}
