package polku.load.gatling;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import polku.load.PolkuUnderTest;
import polku.load.gatling.Tally.Summary;

/** {@code ./polku load}: realistic sessions against a running server, and whether it counted them all. */
@Command(
        name = "./polku load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays realistic sessions against a server, then asks its reports whether all of them are there.",
            "Without --url it starts one of its own on a fresh data directory."
        })
public final class LoadCommand implements Callable<Integer> {
    private static final double RAMP_SHARE = 0.25;

    @Option(
            names = "--sessions-per-second",
            paramLabel = "N",
            defaultValue = "20",
            description = "That begin, once the ramp is over (default: ${DEFAULT-VALUE}).")
    private double sessionsPerSecond;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "2",
            description = "For which visitors come, a quarter of them as a ramp (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "10",
            description = "How much faster than life a visit is played, 1 for as in life (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--p99",
            paramLabel = "MS",
            defaultValue = "500",
            description = "99 of 100 answers must take less (default: ${DEFAULT-VALUE}).")
    private int p99Millis;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @ArgGroup(exclusive = false)
    private @Nullable Elsewhere elsewhere;

    /** A server that runs already. */
    static final class Elsewhere {
        @Option(
                names = "--url",
                required = true,
                description = "A running server, which must trust this machine as a proxy (POLKU_TRUSTED_PROXIES).")
        private String url = "";

        @Option(names = "--site", required = true, paramLabel = "ID", description = "The site that is visited.")
        private String site = "";

        @Option(
                names = "--key",
                defaultValue = "${env:POLKU_API_KEY}",
                required = true,
                description = "May read the site's reports (default: the variable POLKU_API_KEY).")
        private String key = "";
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(sessionsPerSecond > 0 && minutes > 0 && speed > 0)) {
            throw new ParameterException(
                    command.commandLine(), "--sessions-per-second, --minutes and --speed must be above 0");
        }
        Path home = Path.of(System.getenv().getOrDefault("POLKU_HOME", "."))
                .toAbsolutePath()
                .normalize();
        Path reports = home.resolve("load-report");
        if (elsewhere != null) {
            String url = elsewhere.url.replaceFirst("/+$", "");
            return run(new Target(url, elsewhere.site, elsewhere.key), null, reports) ? 0 : 1;
        }
        try (PolkuUnderTest polku = new PolkuUnderTest(home, Files.createTempDirectory("polku-load"))) {
            String url = "http://127.0.0.1:" + polku.port();
            return run(new Target(url, polku.site(), polku.key()), () -> rowsStored(polku), reports) ? 0 : 1;
        }
    }

    private boolean run(Target target, @Nullable LongSupplier rows, Path reports)
            throws IOException, InterruptedException {
        Duration whole = Duration.ofMillis((long) (minutes * 60_000));
        Duration ramp = Duration.ofMillis((long) (whole.toMillis() * RAMP_SHARE));
        LoadPlan plan =
                new LoadPlan(target, mark(), sessionsPerSecond, ramp, whole.minus(ramp), speed, p99Millis, new Tally());
        String what = String.format(
                Locale.ROOT,
                "up to %s sessions a second for %s minutes, %s times as fast as life, at %s",
                number(sessionsPerSecond),
                number(minutes),
                number(speed),
                target.url());
        System.out.println(what);
        Sessions.prepare(plan);
        Instant begun = Instant.now().minus(Duration.ofMinutes(1));
        boolean isHealthy = Gatling$.MODULE$.fromArgs(new String[] {
                    "--simulation", Sessions.class.getName(),
                    "--results-folder", reports.toString(),
                    "--run-description", what
                })
                == 0;
        Path report = newest(reports);

        Summary summary = plan.tally().summary();
        Reconciliation reconciliation = Reconciliation.of(target, summary, begun, plan.mark(), rows);
        String text = text(what, plan, summary, reconciliation);
        System.out.println(text);
        Files.writeString(report.resolve("counts.txt"), text);
        System.out.println("Report: " + report.resolve("index.html"));
        return isHealthy && reconciliation.agrees() && summary.lost() == 0;
    }

    private static long rowsStored(PolkuUnderTest polku) {
        return Objects.requireNonNull(polku.metrics().get("polku_ledger_rows{state=\"stored\"}"), "no ledger")
                .longValue();
    }

    private static String text(String what, LoadPlan plan, Summary summary, Reconciliation reconciliation) {
        return String.format(
                        Locale.ROOT,
                        "%n%s (%s)%n%,d beacons with %,d items acknowledged, %,d not%n%n",
                        what,
                        plan.mark(),
                        summary.beacons(),
                        summary.counts().items(),
                        summary.lost())
                + reconciliation.table()
                + (reconciliation.agrees()
                        ? "\nAll that was acknowledged is counted, once.\n"
                        : "\nThe reports DIFFER from what was acknowledged.\n");
    }

    /** Letters only, so that nothing takes it for personal data. */
    private static String mark() {
        return "load-"
                + ThreadLocalRandom.current()
                        .ints(10, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Gatling names the directory by the time. */
    private static Path newest(Path reports) throws IOException {
        try (Stream<Path> children = Files.list(reports)) {
            return children.max(Comparator.comparing(Path::getFileName)).orElseThrow();
        }
    }
}
