package polku.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import polku.storage.config.ConfigException;

/** The command line: {@code serve} runs the product, {@code demo} runs it with a shop and its visitors, {@code disk} measures. */
@Command(
        name = "polku",
        description = "Web analytics, heatmaps, session replay, funnels and customer journeys in one server.",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, DemoCommand.class, DiskCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // JNA, Netty and the JDBC driver are quiet; what is ours speaks through SLF4J.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        int exit = new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** What the operator can mend is said in one sentence; everything else with its stack. */
    private static int explain(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
        if (cause instanceof ConfigException) {
            System.err.println("polku: " + cause.getMessage());
        } else {
            System.err.println("polku: stopped by an unexpected error");
            cause.printStackTrace(System.err);
        }
        return 1;
    }
}
