package polku.load;

import java.io.IOException;
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

/** A server in a process of its own, so that its CPU time can be told from the load's. */
final class ServerProcess implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux of today

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
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
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken; another one
            }
        }
    }

    void awaitReady(String what, Duration limit, BooleanSupplier ready) {
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

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** CPU seconds that this process alone has used. */
    double cpuSeconds() {
        return cpuSeconds(process.pid());
    }

    /** CPU seconds that its child processes use (ClickHouse's engine). */
    double childrenCpuSeconds() {
        return process.descendants()
                .mapToDouble(child -> cpuSeconds(child.pid()))
                .sum();
    }

    private static double cpuSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the CPU time of process " + pid, e);
        }
    }

    /** {@code kill -9}, and nothing is asked before. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** {@code kill -9} for ClickHouse's engine alone. */
    void killEngine() {
        List<ProcessHandle> engines = process.children().toList();
        if (engines.isEmpty()) {
            throw new IllegalStateException("there is no engine to kill");
        }
        engines.forEach(ProcessHandle::destroyForcibly);
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
