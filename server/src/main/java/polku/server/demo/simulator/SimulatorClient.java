package polku.server.demo.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends all that a {@link Simulator} makes up to the collector, as fast as it takes it. Visits go side by side in
 * lanes; those of one visitor share a lane and keep their order, as a real visitor's would. Visits are simulated on a
 * worker while the ones before are being sent, a thousand at a time, so memory holds a few thousand.
 */
final class SimulatorClient {
    static final int LANES = 64;

    /** With fewer visits waiting than this, as many more are simulated. */
    private static final int LOW_WATER = 1_000;

    private static final long PROGRESS_MILLIS = 250;

    private final Vertx vertx;
    private final BeaconSender sender;
    private final BeaconWriter writer;

    SimulatorClient(Vertx vertx, BeaconSender sender, String site) {
        this.vertx = vertx;
        this.sender = sender;
        this.writer = new BeaconWriter(site);
    }

    /**
     * @param progress called several times a second, and once with all done
     * @return what was sent, and the truth about it; fails with the first beacon that the collector refuses
     */
    Future<Sent> send(Simulator simulator, long seed, Consumer<Progress> progress) {
        Context context = vertx.getOrCreateContext();
        Run run = new Run(context, simulator, progress);
        context.runOnContext(now -> run.begin());
        return run.done.future().map(sent -> {
            Truth truth = run.truth.truth(seed, simulator);
            return new Sent(run.bodies, run.accepted, run.dropped, truth, run.recorded.chosen());
        });
    }

    /**
     * @param dropped items that the collector did not want; those of robots if all is well
     * @param recorded visits that are to be shown as replays
     */
    record Sent(long bodies, long accepted, long dropped, Truth truth, List<Visit> recorded) {}

    /**
     * A visit, ready to go.
     *
     * @param share what part of all there is to send it stands for
     */
    private record Parcel(int lane, List<byte[]> bodies, double share) {}

    /** One sending; all of its state belongs to its context, but the simulator and the count to the worker. */
    private final class Run {
        final Context context;
        final Simulator simulator;
        final Consumer<Progress> progress;
        final TruthCount truth;
        final RecordedVisits recorded = new RecordedVisits();
        final Promise<Void> done = Promise.promise();
        final List<Deque<Parcel>> lanes = new ArrayList<>();
        final boolean[] busy = new boolean[LANES];
        final long startedAt = System.nanoTime();
        long timer;
        int waiting;
        int sending;
        boolean simulating;
        boolean allSimulated;
        double sent;
        long bodies;
        long accepted;
        long dropped;

        Run(Context context, Simulator simulator, Consumer<Progress> progress) {
            this.context = context;
            this.simulator = simulator;
            this.progress = progress;
            this.truth = new TruthCount(simulator.lastDay());
            for (int i = 0; i < LANES; i++) {
                lanes.add(new ArrayDeque<>());
            }
        }

        void begin() {
            timer = vertx.setPeriodic(PROGRESS_MILLIS, tick -> report());
            simulateAhead();
        }

        private void simulateAhead() {
            if (simulating
                    || allSimulated
                    || waiting >= LOW_WATER
                    || done.future().isComplete()) {
                return;
            }
            simulating = true;
            context.executeBlocking(this::simulate).onComplete(crowd -> {
                simulating = false;
                if (crowd.failed()) {
                    finish(crowd.cause());
                    return;
                }
                enqueue(crowd.result());
                simulateAhead();
            });
        }

        private Comers simulate() {
            double before = simulator.share();
            List<Visit> visits = simulator.next(LOW_WATER);
            double share = (simulator.share() - before) / Math.max(1, visits.size());
            List<Parcel> parcels = new ArrayList<>(visits.size());
            for (Visit visit : visits) {
                truth.add(visit);
                recorded.consider(visit);
                int lane = Math.floorMod(visit.person().ip().hashCode(), LANES);
                parcels.add(new Parcel(lane, writer.bodies(visit), share));
            }
            return new Comers(parcels, simulator.hasNext());
        }

        private void enqueue(Comers crowd) {
            allSimulated = !crowd.hasNext();
            waiting += crowd.parcels().size();
            crowd.parcels().forEach(parcel -> lanes.get(parcel.lane()).add(parcel));
            for (int lane = 0; lane < LANES; lane++) {
                advance(lane);
            }
            finishIfAllSent();
        }

        private void advance(int lane) {
            if (busy[lane] || done.future().isComplete()) {
                return;
            }
            Parcel parcel = lanes.get(lane).poll();
            if (parcel == null) {
                return;
            }
            busy[lane] = true;
            sending++;
            waiting--;
            deliver(parcel, 0).onComplete(delivered -> {
                busy[lane] = false;
                sending--;
                if (delivered.failed()) {
                    finish(delivered.cause());
                    return;
                }
                sent += parcel.share();
                simulateAhead();
                advance(lane);
                finishIfAllSent();
            });
        }

        private Future<Void> deliver(Parcel parcel, int index) {
            if (index == parcel.bodies().size()) {
                return Future.succeededFuture();
            }
            return sender.send(parcel.bodies().get(index)).compose(answer -> {
                bodies++;
                accepted += answer.accepted();
                dropped += answer.dropped();
                return deliver(parcel, index + 1);
            });
        }

        private void finishIfAllSent() {
            if (allSimulated && waiting == 0 && sending == 0) {
                finish(null);
            }
        }

        private void finish(@Nullable Throwable failure) {
            if (done.future().isComplete()) {
                return;
            }
            vertx.cancelTimer(timer);
            if (failure != null) {
                done.fail(failure);
                return;
            }
            sent = 1;
            report();
            done.complete();
        }

        private void report() {
            double seconds = (System.nanoTime() - startedAt) / 1e9;
            progress.accept(new Progress(Math.min(1, sent), accepted, accepted / seconds));
        }
    }

    private record Comers(List<Parcel> parcels, boolean hasNext) {}
}
