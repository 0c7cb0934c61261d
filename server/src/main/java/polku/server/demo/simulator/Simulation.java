package polku.server.demo.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Simulated visitors of one site: those of the days past, sent at once, and those of now, sent as they come. */
public final class Simulation {
    private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);

    private final Vertx vertx;
    private final Target target;
    private final SimulatorConfig config;
    private @Nullable Trickle trickle;

    public Simulation(Vertx vertx, Target target, SimulatorConfig config) {
        this.vertx = vertx;
        this.target = target;
        this.config = config;
    }

    /**
     * Sends every visit until {@code end}, and recordings of some of the latest. The same configuration, target and end send the same beacons with the same
     * ids, so that an interrupted sending may be begun anew.
     *
     * @return what the reports must say; fails with the collector's refusal
     */
    public Future<Truth> sendPast(Instant end, Consumer<Progress> progress) {
        BeaconSender sender = new BeaconSender(vertx, target.collector(), "/b", target.apiKey(), SimulatorClient.LANES);
        Simulator simulator = new Simulator(config, target.shop(), end);
        return new SimulatorClient(vertx, sender, target.siteId())
                .send(simulator, config.seed(), progress)
                .map(sent -> {
                    long ofRobots = sent.truth().ofRobots();
                    if (sent.dropped() != ofRobots) {
                        LOG.warn(
                                "The collector dropped {} of the simulated items; robots sent {}",
                                sent.dropped(),
                                ofRobots);
                    }
                    return sent;
                })
                .eventually(sender::stop)
                .compose(sent -> sendRecordings(sent.recorded()).map(sent.truth()));
    }

    private Future<Void> sendRecordings(List<Visit> visits) {
        BeaconSender sender = new BeaconSender(vertx, target.collector(), "/r", target.apiKey(), 1);
        return vertx.executeBlocking(() -> new VisitRecordings(target.siteId(), target.shop()))
                .compose(recordings -> sendRecording(sender, recordings, visits, 0))
                .eventually(sender::stop);
    }

    private Future<Void> sendRecording(BeaconSender sender, VisitRecordings recordings, List<Visit> visits, int index) {
        return index == visits.size()
                ? Future.succeededFuture()
                : vertx.executeBlocking(() -> recordings.bodies(visits.get(index)))
                        .compose(sender::sendAll)
                        .compose(sent -> sendRecording(sender, recordings, visits, index + 1));
    }

    /** Shows what the shop's pages look like, as its owner may; fails with the collector's refusal. */
    public Future<Void> sendPictures() {
        BeaconSender sender = new BeaconSender(vertx, target.collector(), "/s", target.apiKey(), 1);
        return ShopPictures.send(vertx, sender, target.siteId(), target.shop()).eventually(sender::stop);
    }

    /** What happens in the shop during the past that ends at {@code end}, in order of time. */
    public static List<Happening> happenings(SimulatorConfig config, Instant end) {
        LocalDate first = LocalDate.ofInstant(end, Rhythm.ZONE).minusDays(config.days());
        return Happenings.of(first, config.days()).told();
    }

    /** From now on visitors come and go until {@link #stop}. */
    public synchronized void startPresent() {
        if (trickle == null) {
            trickle = Trickle.start(vertx, target, config);
        }
    }

    public synchronized Future<Void> stop() {
        Trickle running = trickle;
        trickle = null;
        return running == null ? Future.succeededFuture() : running.stop();
    }

    /**
     * Whom the visitors visit and who is told.
     *
     * @param collector the collector's address, to which {@code /b} is added
     * @param apiKey with the right to ingest
     * @param shop the shop's origin, "http://localhost:8090"
     */
    public record Target(URI collector, String apiKey, String siteId, URI shop) {}
}
