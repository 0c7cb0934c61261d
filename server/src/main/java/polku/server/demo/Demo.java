package polku.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import polku.server.demo.Notebook.Past;
import polku.server.demo.shop.Shop;
import polku.server.demo.simulator.Happening;
import polku.server.demo.simulator.Progress;
import polku.server.demo.simulator.Simulation;
import polku.server.demo.simulator.Truth;

/**
 * The demonstration: Paahto, the shop, on a port of its own; a past full of visitors, sent once per data directory and
 * site through the collector's public door; and visitors of the present until it is stopped.
 */
public final class Demo {
    private final Vertx vertx;
    private final DemoConfig config;
    private final Shop shop;
    private final Simulation present;
    private volatile List<Happening> happenings = List.of();

    private Demo(Vertx vertx, DemoConfig config, Shop shop) {
        this.vertx = vertx;
        this.config = config;
        this.shop = shop;
        this.present = new Simulation(vertx, target(), config.simulator());
    }

    /**
     * Opens the shop, fills the past unless the data directory says that the site has one, and lets visitors come. The
     * collector must be up.
     *
     * @param progress of the filling, on an event loop: several times a second and once at its end; not called when
     *     there is nothing to fill
     * @return when the past is filled; fails with a {@link java.net.BindException} when the shop's port is taken, or
     *     with the collector's refusal. Nothing is left running after a failure
     */
    public static Future<Demo> start(Vertx vertx, DemoConfig config, Consumer<Progress> progress) {
        return Shop.start(vertx, config.shopPort(), config.collector(), config.siteId())
                .compose(shop -> {
                    Demo demo = new Demo(vertx, config, shop);
                    return demo.fill(progress)
                            .onSuccess(filled -> demo.present.startPresent())
                            .map(demo)
                            .recover(failure -> shop.stop().transform(stopped -> Future.failedFuture(failure)));
                });
    }

    /** Where the shop is, "http://localhost:8090". */
    public URI shopAddress() {
        return URI.create("http://localhost:" + shop.port());
    }

    /** What happened in the shop's past, for notes on its charts; in order of time. */
    public List<Happening> happenings() {
        return happenings;
    }

    public Future<Void> stop() {
        return present.stop().eventually(shop::stop);
    }

    private Future<Void> fill(Consumer<Progress> progress) {
        Notebook notebook = new Notebook(config.dataDir());
        return vertx.executeBlocking(() -> notebook.past(config)).compose(past -> {
            happenings = Simulation.happenings(past.simulator(), past.end());
            if (past.sent()) {
                return Future.succeededFuture();
            }
            return send(past, progress)
                    .compose(truth -> vertx.executeBlocking(() -> {
                        notebook.keep(truth);
                        return null;
                    }));
        });
    }

    private Future<Truth> send(Past past, Consumer<Progress> progress) {
        Simulation simulation = new Simulation(vertx, target(), past.simulator());
        return simulation
                .sendPast(past.end(), progress)
                .compose(truth -> simulation.sendPictures().map(truth));
    }

    private Simulation.Target target() {
        return new Simulation.Target(config.collector(), config.apiKey(), config.siteId(), shopAddress());
    }
}
