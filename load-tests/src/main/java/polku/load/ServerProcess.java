package polku.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server in a process of its own, so that its CPU time can be told from the load's. */
public final class ServerProcess implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux of today

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** @param log takes what it says; what an earlier process said stays */
    public static ServerProcess start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /**
     * A port that nobody listens on, from below those that the system gives to outgoing connections: one of these may take a
     * port between this look and the server's start.
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken; another one
            }
        }
    }

    public void awaitReady(String what, Duration limit, BooleanSupplier ready) {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(what + " stopped with exit code " + process.exitValue());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " was not ready within " + limit.toSeconds() + " s");
            }
            pause(50);
        }
    }

    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** CPU seconds that this process alone has used. */
    public double cpuSeconds() {
        return cpuSeconds(process.pid());
    }

    /** CPU seconds that its child processes use (ClickHouse's engine). */
    public double childrenCpuSeconds() {
        return process.descendants()
                .mapToDouble(child -> cpuSeconds(child.pid()))
                .sum();
    }

    /** CPU seconds of these that went into compiling Java code. */
    double compilerCpuSeconds() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.filter(ServerProcess::isCompiler)
                    .mapToDouble(ServerProcess::cpuSecondsOfThread)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre\\s*");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private static double cpuSecondsOfThread(Path thread) {
        try {
            return cpuSeconds(thread.resolve("stat"));
        } catch (UncheckedIOException e) {
            return 0; // it has ended
        }
    }

    private static double cpuSeconds(long pid) {
        return cpuSeconds(Path.of("/proc", Long.toString(pid), "stat"));
    }

    private static double cpuSeconds(Path file) {
        try {
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the CPU time in " + file, e);
        }
    }

    /** {@code kill -9}, and nothing is asked before. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** {@code kill -9} for ClickHouse's engine alone. */
    public void killEngine() {
        engine().destroyForcibly();
    }

    private ProcessHandle engine() {
        return process.children().findFirst().orElseThrow(() -> new IllegalStateException("there is no engine"));
    }

    /** The process id of ClickHouse's engine, or -1 while there is none. */
    public long enginePid() {
        return process.children().findFirst().map(ProcessHandle::pid).orElse(-1L);
    }

    public long pid() {
        return process.pid();
    }

    /** Sends a signal ({@code STOP}, {@code CONT}) to ClickHouse's engine alone. */
    public void signalEngine(String signal) {
        signal(signal, engine().pid());
    }

    public static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the process reads what it is told. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** SIGTERM; its exit code. */
    public int terminate(Duration most) {
        process.destroy();
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still there " + most.toSeconds() + " s after SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Megabytes of memory that are really used. */
    public double rssMegabytes() {
        return rssMegabytes(process.pid());
    }

    public static double rssMegabytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
            throw new IllegalStateException("no VmRSS of process " + pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open files, sockets among them. */
    public int openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
