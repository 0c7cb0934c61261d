package polku.load.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import polku.load.EngineUnderTest;
import polku.load.ServerProcess;

/** People who open the same overview at the same moment, and the statements that ClickHouse has to run for them. */
final class Viewers {
    /** A browser's, to one server. */
    private static final int CONNECTIONS = 6;

    private static final long IDLE_MILLIS = 5000;

    private final QueryDoor door;
    private final EngineUnderTest engine;
    private final CpuMeter meter;
    private final List<Question> questions;

    /**
     * @param millis until the last of them had all answers
     * @param cpuMillis of ClickHouse
     */
    private record Opening(long statements, int refused, double millis, double cpuMillis) {}

    Viewers(QueryDoor door, EngineUnderTest engine, List<Panel> panels) {
        this.door = door;
        this.engine = engine;
        this.meter = new CpuMeter(engine.process().pid());
        this.questions =
                panels.stream().filter(Panel::opens).map(Panel::question).toList();
    }

    /** Prints what one person and what so many cost; returns a line for the summary. */
    String measure(int people) {
        double idle = idlePerSecond();
        Opening one = open(1);
        Opening all = open(people);
        MarkdownTable table = new MarkdownTable(
                "people", "requests", "refused", "statements", "of these in the background", "CPU-ms", "ms");
        row(table, 1, one, idle);
        row(table, people, all, idle);
        table.print();
        boolean met = all.refused == 0 && all.statements - background(all, idle) <= one.statements;
        return String.format(
                Locale.ROOT,
                "%d people, %d panels: %d statements of ClickHouse, for one person %d; %d of %d requests refused: %s",
                people,
                questions.size(),
                all.statements,
                one.statements,
                all.refused,
                people * questions.size(),
                met ? "met" : "**missed**");
    }

    private void row(MarkdownTable table, int people, Opening opening, double idle) {
        table.row(
                Integer.toString(people),
                Integer.toString(people * questions.size()),
                Integer.toString(opening.refused),
                Long.toString(opening.statements),
                Long.toString(background(opening, idle)),
                String.format(Locale.ROOT, "%.0f", opening.cpuMillis),
                String.format(Locale.ROOT, "%.0f", opening.millis));
    }

    private static long background(Opening opening, double idle) {
        return (long) Math.ceil(idle * opening.millis / 1000);
    }

    private double idlePerSecond() {
        long before = statements();
        ServerProcess.pause(IDLE_MILLIS);
        return (statements() - before - 1) * 1000.0 / IDLE_MILLIS;
    }

    private Opening open(int people) {
        questions.forEach(question -> {
            door.awaitUnshared(question);
            door.awaitUnshared(question.ofTotals());
        });
        long before = statements();
        int[] refused = new int[1];
        double[] millis = new double[1];
        double cpuMillis = meter.millis(() -> {
            long begun = System.nanoTime();
            refused[0] = refusedOf(people);
            millis[0] = (System.nanoTime() - begun) / 1e6;
        });
        return new Opening(statements() - before - 1, refused[0], millis[0], cpuMillis);
    }

    /** Lets them open it, and returns how many requests were answered with another status than 200. */
    private int refusedOf(int people) {
        List<ExecutorService> browsers = new ArrayList<>();
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int person = 0; person < people; person++) {
                ExecutorService browser = Executors.newFixedThreadPool(CONNECTIONS);
                browsers.add(browser);
                for (Question question : questions) {
                    Callable<Integer> request = () -> door.status(question);
                    answers.add(browser.submit(request));
                }
            }
            int refused = 0;
            for (Future<Integer> answer : answers) {
                refused += answer.get() == 200 ? 0 : 1;
            }
            return refused;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            browsers.forEach(ExecutorService::shutdownNow);
        }
    }

    /** Statements that read, since the engine's start; this one counts from the next time on. */
    private long statements() {
        return Long.parseLong(engine.run("SELECT sum(value) FROM system.events WHERE event = 'InitialSelectQuery'"));
    }
}
