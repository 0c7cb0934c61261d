package polku.server;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import polku.query.QueryApi;
import polku.server.demo.Demo;
import polku.server.demo.DemoConfig;
import polku.server.demo.shop.Shop;
import polku.server.demo.simulator.Happening;
import polku.server.demo.simulator.Progress;
import polku.server.demo.simulator.ShopGoal;
import polku.server.demo.simulator.SimulatorConfig;
import polku.storage.config.ConfigException;
import polku.storage.config.Environment;
import polku.storage.control.ApiKey;
import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.ControlStore;
import polku.storage.control.Goals;
import polku.storage.control.Notes;
import polku.storage.control.ReplayRules;
import polku.storage.control.Role;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.control.SnapshotRules;
import polku.storage.control.UrlGroups;

/** {@code polku demo}: the product with a shop, 30 days of its visitors, and an account to sign in with. */
@Command(
        name = "demo",
        description = "Runs the product with a demo shop and its visitors.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /** Of the shop's pages, in both languages. */
    private static final Map<String, String> GROUPS =
            Map.of("Coffees", "**/coffee/*", "Journal", "**/journal/*", "Checkout", "**/checkout/*");

    private static final String EMAIL = "demo@example.org";
    private static final String KEY_NAME = "demo visitors";
    private static final long STORED_LOOK_MILLIS = 200;

    @Option(names = "--visitors", defaultValue = "3000", description = "Sessions a day (default: ${DEFAULT-VALUE}).")
    private int visitors;

    @Option(names = "--days", defaultValue = "30", description = "Days of the past (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed, another crowd.")
    private long seed;

    @Option(names = "--empty", description = "Only the shop, without visitors: every number is your own visit.")
    private boolean empty;

    @Override
    public Integer call() throws Exception {
        Stopping stopping = new Stopping();
        stopping.run(() -> start(stopping));
        return 0;
    }

    private PolkuServer start(Stopping stopping) throws IOException {
        Environment environment = Environment.ofProcess();
        int shopPort = environment.port("POLKU_DEMO_PORT", DemoConfig.DEFAULT_SHOP_PORT);
        PortCheck.requireFree("POLKU_DEMO_PORT", "0.0.0.0", shopPort);
        PolkuServer server = stopping.started(() -> PolkuServer.start(environment, stopping::fatal));
        server.awaitStart();
        QueryApi api = server.queryApi().orElseThrow(() -> new ConfigException("the demo needs the role query"));
        ControlStore store = server.store();
        Site site = site(store);
        String password = account(api, store, server.config().dataDirectory());
        URI address = URI.create(server.config().publicUrl());
        try {
            stopping.add(
                    empty
                            ? openShop(server, address, site, shopPort)
                            : startDemo(server, address, site, shopPort, key(store)));
        } catch (CompletionException e) {
            server.close();
            if (e.getCause() instanceof BindException) {
                throw new ConfigException(
                        "port " + shopPort + " is taken; set POLKU_DEMO_PORT to another one for the shop", e);
            }
            throw e;
        }
        System.out.println();
        System.out.println("  Dashboard  " + server.config().publicUrl() + "/");
        System.out.println("             e-mail " + EMAIL + ", password " + password);
        System.out.println("  The shop   http://localhost:" + shopPort + "/   (your own visits are seen, too)");
        System.out.println(
                "  Ctrl-C stops everything; the data stay in " + server.config().dataDirectory());
        System.out.println();
        return server;
    }

    private static AutoCloseable openShop(PolkuServer server, URI address, Site site, int port) {
        Shop shop = join(Shop.start(server.vertx(), port, address, site.id()));
        return () -> join(shop.stop());
    }

    private AutoCloseable startDemo(PolkuServer server, URI address, Site site, int port, String key) {
        DemoConfig config = new DemoConfig(
                address,
                key,
                site.id(),
                port,
                server.config().dataDirectory(),
                new SimulatorConfig(visitors, days, seed));
        Demo demo = join(Demo.start(server.vertx(), config, DemoCommand::show));
        awaitStored(server);
        note(server.store(), site, demo.happenings());
        return () -> join(demo.stop());
    }

    /** What was accepted until now is to be seen when the dashboard is opened; visitors of the present go on coming. */
    private static void awaitStored(PolkuServer server) {
        Backlog backlog = new Backlog(URI.create("http://" + server.config().managementHost() + ":"
                + server.config().managementPort()));
        for (long left = backlog.rows(); left > 0; left = backlog.rows()) {
            System.out.printf(Locale.ROOT, "\r› To be stored: %,d rows   ", left);
            System.out.flush();
            try {
                Thread.sleep(STORED_LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "\r› Ready %.0f s after the start          %n",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }

    private static void note(ControlStore store, Site site, List<Happening> happenings) {
        if (store.notes().count(site.id()) == 0) {
            happenings.forEach(
                    happening -> store.notes().create(site.id(), new Notes.Settings(happening.at(), happening.text())));
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static void show(Progress progress) {
        System.out.printf(
                Locale.ROOT,
                "\r› Visitors of the past: %3d %%, %,d items, %,.0f a second %s",
                progress.percent(),
                progress.items(),
                progress.itemsPerSecond(),
                progress.share() >= 1 ? "\n" : "");
        System.out.flush();
    }

    private static Site site(ControlStore store) {
        return store.sites().list().stream()
                .filter(site -> site.domain().equals("localhost"))
                .findFirst()
                .orElseGet(() -> {
                    Site site = store.sites()
                            .create(new Sites.Settings(
                                    "localhost",
                                    List.of(),
                                    ZoneId.of("Europe/Helsinki"),
                                    "EUR",
                                    List.of(),
                                    "Paahto",
                                    List.of(),
                                    SnapshotRules.STANDARD,
                                    ReplayRules.STANDARD.switchedOn()));
                    for (ShopGoal goal : ShopGoal.values()) {
                        store.goals()
                                .create(
                                        site.id(),
                                        new Goals.Settings(goal.title(), goal.page(), goal.event(), goal.value()));
                    }
                    GROUPS.forEach((name, pattern) ->
                            store.urlGroups().create(site.id(), new UrlGroups.Settings(name, pattern)));
                    return site;
                });
    }

    /** A new one with every start: the simulator is the only one who needs it. */
    private static String key(ControlStore store) {
        store.apiKeys().list().stream()
                .filter(key -> key.name().equals(KEY_NAME))
                .map(ApiKey::id)
                .toList()
                .forEach(store.apiKeys()::delete);
        return store.apiKeys().create(KEY_NAME, new Rights(true, false, false)).secret();
    }

    /** Made at the first start, with a password of its own that is kept for the next ones. */
    private static String account(QueryApi api, ControlStore store, Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("demo-password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the demo's password", e);
        }
        if (store.users().find(EMAIL).isEmpty()) {
            api.accounts().create(EMAIL, Role.OWNER, password);
        }
        return password;
    }
}
