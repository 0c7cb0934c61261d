package polku.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import polku.storage.config.Environment;

/** {@code polku serve}. */
@Command(name = "serve", description = "Runs the product.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Stopping stopping = new Stopping();
        stopping.run(() -> start(stopping));
        return 0;
    }

    private static PolkuServer start(Stopping stopping) {
        PolkuServer server = stopping.started(() -> PolkuServer.start(Environment.ofProcess(), stopping::fatal));
        server.awaitStart();
        String url = server.config().publicUrl();
        System.out.println();
        System.out.println("  Polku runs at " + url);
        server.queryApi()
                .flatMap(api -> api.setupPath())
                .ifPresent(path -> System.out.println("  First run: make your account at " + url + path));
        System.out.println(
                "  Health and metrics: http://localhost:" + server.config().managementPort() + "/metrics");
        System.out.println("  Ctrl-C stops it.");
        System.out.println();
        return server;
    }
}
