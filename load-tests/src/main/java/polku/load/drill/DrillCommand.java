package polku.load.drill;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polku.load.Scratch;

/** {@code ./polku drill}: plays faults on real servers and prints a table of fault, expectation and result. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = "Plays faults on real servers; exit code 1 when one did not end as expected.")
public final class DrillCommand implements Callable<Integer> {
    private static final List<Drill> DRILLS = List.of(
            new KillDrill(KillDrill.Victim.SERVER),
            new KillDrill(KillDrill.Victim.ENGINE),
            new TerminateDrill(),
            new StallDrill(),
            new HangDrill(),
            new FullDiskDrill(FullDiskDrill.Full.SPOOL),
            new FullDiskDrill(FullDiskDrill.Full.DATA),
            new TornDrill(),
            new ResendDrill(),
            new TwoServersDrill(),
            new SlowlorisDrill(),
            new DeafDrill(),
            new BombsDrill(),
            new IdleDrill(),
            new FuzzDrill(),
            new SoakDrill());

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "The drills to run; all without one.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Only lists the drills.")
    private boolean list;

    @Option(names = "--quick", description = "Short variants that take seconds each.")
    private boolean quick;

    @Option(names = "--seed", description = "Of everything random (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private long seed;

    @Option(names = "--minutes", description = "Length of the soak (default: ${DEFAULT-VALUE}).", defaultValue = "10")
    private int minutes;

    @Option(
            names = "--keep",
            description = "Keeps the directories with data and logs of all drills, not only of failed ones.")
    private boolean keep;

    private record Outcome(Drill drill, String verdict, String result, double seconds) {}

    public static void main(String[] arguments) {
        // Connections are reset by the thousand here: that is the point.
        ((Logger) LoggerFactory.getLogger("io.vertx")).setLevel(Level.OFF);
        System.exit(new CommandLine(new DrillCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        for (String name : names) {
            if (DRILLS.stream().noneMatch(drill -> drill.name().equals(name))) {
                System.err.println("there is no drill '" + name + "'; --list tells which there are");
                return 2;
            }
        }
        List<Drill> chosen = DRILLS.stream()
                .filter(drill -> names.isEmpty() || names.contains(drill.name()))
                .toList();
        if (list) {
            chosen.forEach(
                    drill -> System.out.printf("%-14s %s → %s%n", drill.name(), drill.fault(), drill.expectation()));
            return 0;
        }
        System.out.printf(
                "%d processors, Java %s, seed %d%s%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), seed, quick ? ", quick" : "");
        List<Outcome> outcomes = new ArrayList<>();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        try {
            for (Drill drill : chosen) {
                outcomes.add(run(drill, vertx));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        print(outcomes);
        return outcomes.stream().anyMatch(outcome -> outcome.verdict().equals("FAILED")) ? 1 : 0;
    }

    private Outcome run(Drill drill, Vertx vertx) throws IOException {
        Path home = Path.of(Optional.ofNullable(System.getenv("POLKU_HOME")).orElse("."))
                .toAbsolutePath()
                .normalize();
        Path directory = Scratch.create("polku-drill-" + drill.name());
        System.out.printf("%n%s: %s%n", drill.name(), drill.fault());
        long begun = System.nanoTime();
        String verdict = "met";
        String result;
        try {
            result = drill.run(new Room(home, directory, vertx, quick, seed, minutes));
        } catch (Drill.NotRun e) {
            verdict = "not run";
            result = e.getMessage();
        } catch (Exception e) {
            verdict = "FAILED";
            result = e instanceof Drill.Failure ? e.getMessage() : e.toString();
            if (!(e instanceof Drill.Failure)) {
                e.printStackTrace(System.out);
            }
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "  %s (%.0f s): %s%n", verdict, seconds, result);
        if (verdict.equals("FAILED") || keep) {
            System.out.println("  its data and logs: " + directory);
        } else {
            Scratch.delete(directory);
        }
        return new Outcome(drill, verdict, String.valueOf(result), seconds);
    }

    private static void print(List<Outcome> outcomes) {
        System.out.printf("%n| drill | fault | expectation | result | s |%n|---|---|---|---|---|%n");
        for (Outcome outcome : outcomes) {
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %s | %s | **%s**: %s | %.0f |%n",
                    outcome.drill().name(),
                    outcome.drill().fault(),
                    outcome.drill().expectation(),
                    outcome.verdict(),
                    outcome.result(),
                    outcome.seconds());
        }
    }
}
