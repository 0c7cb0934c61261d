package polku.storage.engine;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.config.ConfigException;

/**
 * ClickHouse as a supervised child process. Whenever it ends, or hangs for longer than
 * {@link EngineConfig#patience}, it is started again, with the same port and password, so
 * that clients only see it gone for a moment. The password is new with every start of this process and known to nobody
 * else: the endpoint could read files and open connections for whoever can send it SQL.
 */
public final class EmbeddedClickHouse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedClickHouse.class);
    private static final String USER = "default";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** A child that lived so long did not end because of its start. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final Duration PING_EVERY = Duration.ofSeconds(5);

    private final EngineConfig config;
    private final String password;
    private final Thread supervisor;
    private volatile EngineProcess child;
    private volatile boolean closed;

    private EmbeddedClickHouse(EngineConfig config, String password, EngineProcess child) {
        this.config = config;
        this.password = password;
        this.child = child;
        this.supervisor = new Thread(this::supervise, "engine-supervisor");
        supervisor.setDaemon(true);
    }

    /**
     * Returns when it answers.
     *
     * @throws ConfigException when it does not start (no library, directory in use, port taken)
     */
    public static EmbeddedClickHouse start(EngineConfig config) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        EngineProcess child = EngineProcess.start(config, USER, password);
        int port;
        try {
            port = child.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException("interrupted while the ClickHouse engine started", e);
        }
        EmbeddedClickHouse engine = new EmbeddedClickHouse(config.withPort(port), password, child);
        engine.supervisor.start();
        LOG.info("ClickHouse engine on {} (port {}, process {})", config.directory(), port, child.pid());
        return engine;
    }

    /** How to reach it: stays the same over restarts of the child. */
    public ClickHouseConfig config(String database) {
        return new ClickHouseConfig(
                URI.create("http://127.0.0.1:" + config.port()),
                USER,
                password,
                database,
                // The others are left to inserts.
                Math.max(1, config.connections() / 2));
    }

    /** As {@link #config(String)} with the usual database. */
    public ClickHouseConfig config() {
        return config(ClickHouseConfig.DEFAULT_DATABASE);
    }

    /** The child's process id. */
    public long pid() {
        return child.pid();
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                long start = System.nanoTime();
                awaitEndOrHang();
                int exit = child.exitCode();
                if (closed) {
                    return;
                }
                if (System.nanoTime() - start > STEADY.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                LOG.error("the ClickHouse engine ended with {}; it starts again in {} ms", exit, pause.toMillis());
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() asks for it
        }
    }

    /** Returns when the child has ended, by itself or killed for its silence. */
    private void awaitEndOrHang() throws InterruptedException {
        Duration pause = PING_EVERY.compareTo(config.patience().dividedBy(4)) < 0
                ? PING_EVERY
                : config.patience().dividedBy(4);
        // Pings are counted and not the time, which goes on while this process itself does not run.
        long most = config.patience().dividedBy(pause.multipliedBy(2));
        int missed = 0;
        while (!child.awaitEnd(pause)) {
            missed = child.answers(pause) ? 0 : missed + 1;
            if (missed >= most) {
                LOG.error(
                        "the ClickHouse engine has not answered for {} s and is killed",
                        config.patience().toSeconds());
                child.kill();
            }
        }
    }

    private void restart() throws InterruptedException {
        try {
            child = EngineProcess.start(config, USER, password);
            child.awaitReady();
            LOG.info("the ClickHouse engine is back (process {})", child.pid());
        } catch (ConfigException e) {
            LOG.error("the ClickHouse engine did not start: {}", e.getMessage());
        }
    }

    /**
     * Lets running statements finish, at most some seconds, then the child ends.
     *
     * @throws IllegalStateException it hung and had to be killed; it has ended all the same
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.interrupt();
        try {
            supervisor.join();
            int exit = child.stop();
            LOG.info("the ClickHouse engine stopped ({})", exit);
            if (exit == EngineProcess.KILLED) {
                throw new IllegalStateException("the ClickHouse engine hung and had to be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
