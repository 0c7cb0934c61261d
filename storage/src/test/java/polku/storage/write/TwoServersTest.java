package polku.storage.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.session.SessionMender;
import polku.storage.session.Sessionizer;
import polku.storage.session.StoredSessions;
import polku.storage.testing.TestClickHouse;

/** One visitor seen by two servers, each with a memory of its own: in the end all is as if there had been one. */
class TwoServersTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long START = 1_761_998_400_000L;

    private ClickHouse clickHouse;
    private int queries;

    @BeforeEach
    void open() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    /** A server: what it formed waits until it is stored, as while ClickHouse is slow. */
    private final class Server {
        final Sessionizer sessionizer;
        final BatchFormer former;
        final BatchStore store = new BatchStore(clickHouse);
        final SessionMender mender;
        final List<Batch> waiting = new ArrayList<>();
        long nextBatch;

        Server(int node) {
            nextBatch = ((long) node << 48) + 1;
            sessionizer = new Sessionizer(new StoredSessions(clickHouse), 10_000_000);
            former = new BatchFormer(sessionizer, BatchFormer.ResendFilter.NONE);
            mender = new SessionMender(clickHouse, sessionizer, former::latest);
        }

        void form(List<Object> rows) {
            storeWaiting(); // one before the next is formed
            waiting.add(
                    former.form(nextBatch++, rows.stream().map(Rows::spooled).toList()));
        }

        void storeWaiting() {
            for (Batch batch : waiting) {
                for (Batch.TableRows rows : batch.tables()) {
                    store.insert(rows, 0, rows.rows(), Long.toUnsignedString(batch.id()) + "-" + rows.table());
                }
                store.move(batch.moves());
            }
            waiting.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void trafficSplitAtRandom_isAsIfOneServerHadSeenIt(long seed) throws Exception {
        Random random = new Random(seed);
        List<Object> rows = Rows.random(random, 60);
        rows.sort(Comparator.comparingLong(Rows::at));
        // A quarter comes late, or was imported in any order.
        Collections.shuffle(rows.subList(rows.size() * 3 / 4, rows.size()), random);
        List<Server> servers = List.of(new Server(40_000), new Server(3));
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(80));
            for (Server server : servers) {
                if (random.nextInt(3) == 0) {
                    server.storeWaiting();
                }
            }
            List<Object> first = new ArrayList<>();
            List<Object> second = new ArrayList<>();
            rows.subList(from, to).forEach(row -> (random.nextBoolean() ? first : second).add(row));
            servers.get(0).form(first);
            servers.get(1).form(second);
            if (random.nextInt(3) == 0) {
                servers.get(random.nextInt(2)).storeWaiting();
                clickHouse.execute("OPTIMIZE TABLE sessions FINAL", Map.of()); // merges come when they come
            }
            if (random.nextInt(5) == 0) {
                servers.get(random.nextInt(2)).mender.run();
            }
            from = to;
        }
        servers.forEach(Server::storeWaiting);
        settle(servers);
        assertThat(Stored.sessions(clickHouse)).containsExactlyInAnyOrderElementsOf(Stored.expected(rows));
        assertThat(Stored.rowsOutsideTheirSession(clickHouse)).isZero();
        assertThat(Stored.signedSums(clickHouse))
                .as("what is weighed with the sign agrees with what is read with FINAL")
                .isEqualTo(Stored.finalSums(clickHouse));
        assertThat(Stored.slotSums(clickHouse))
                .as("and so does what was added up as it came")
                .isEqualTo(Stored.finalSlotSums(clickHouse));
    }

    /** Both at the same time, as servers do; each finds nothing wrong at last. */
    private static void settle(List<Server> servers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(servers.size());
        try {
            int rounds = 0;
            int mended = 1;
            while (mended > 0) {
                assertThat(++rounds).as("rounds of 10 seconds").isLessThan(6);
                mended = 0;
                List<Future<Integer>> running = new ArrayList<>();
                for (Server server : servers) {
                    running.add(threads.submit(server.mender::run));
                }
                for (Future<Integer> round : running) {
                    mended += round.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void afterTheMending_bothServersGoOnWithWhatIsStored() throws Exception {
        List<Server> servers = List.of(new Server(1), new Server(2));
        servers.get(0).form(List.of(Rows.event(1, 1, START, EventRow.PAGEVIEW, 1)));
        servers.get(1).form(List.of(Rows.event(1, 1, START + MINUTE, EventRow.PAGEVIEW, 2)));
        servers.forEach(Server::storeWaiting);
        assertThat(Stored.sessions(clickHouse)).as("each has its own").hasSize(2);
        settle(servers);
        assertThat(Stored.sessions(clickHouse)).hasSize(1);

        servers.get(1).mender.run(); // hears of what the other mended
        servers.get(0).form(List.of(Rows.event(1, 1, START + 2 * MINUTE, EventRow.PAGEVIEW, 3)));
        servers.get(0).storeWaiting();
        servers.get(1).mender.run();
        servers.get(1).form(List.of(Rows.event(1, 1, START + 3 * MINUTE, EventRow.PAGEVIEW, 4)));
        servers.get(1).storeWaiting();
        assertThat(servers.get(0).mender.run() + servers.get(1).mender.run()).isZero();
        assertThat(Stored.sessions(clickHouse))
                .singleElement()
                .satisfies(session -> assertThat(session.pageviews()).isEqualTo(4));
    }

    @Test
    void whatAServerLeftWrongWhenItDied_isMendedByTheOther() throws Exception {
        Server dead = new Server(1);
        Server alive = new Server(2);
        alive.form(List.of(Rows.event(1, 1, START, EventRow.PAGEVIEW, 1)));
        dead.form(List.of(Rows.event(1, 1, START + MINUTE, EventRow.PAGEVIEW, 2)));
        alive.storeWaiting();
        dead.storeWaiting();
        settle(List.of(new Server(2)));
        assertThat(Stored.sessions(clickHouse)).hasSize(1);
    }

    @Test
    void oneServerAlone_costsOneQueryARound() {
        ClickHouse counting = new CountingClickHouse(clickHouse, () -> queries++);
        Sessionizer sessionizer = new Sessionizer(new StoredSessions(clickHouse), 100_000);
        BatchFormer former = new BatchFormer(sessionizer, BatchFormer.ResendFilter.NONE);
        SessionMender mender = new SessionMender(counting, sessionizer, former::latest);
        BatchStore store = new BatchStore(clickHouse);
        Batch batch = former.form((9L << 48) + 1, List.of(Rows.spooled(Rows.event(1, 1, START, EventRow.PAGEVIEW, 1))));
        batch.tables().forEach(rows -> store.insert(rows, 0, rows.rows(), "t-" + rows.table()));
        mender.run();
        queries = 0;
        assertThat(mender.run()).isZero();
        assertThat(queries).isEqualTo(1);
    }

    /** Tells of each call. */
    private record CountingClickHouse(ClickHouse inner, Runnable called) implements ClickHouse {
        @Override
        public boolean isUp() {
            return inner.isUp();
        }

        @Override
        public <T> List<T> query(String sql, Map<String, ?> parameters, QueryLimit limit, RowMapper<T> mapper) {
            called.run();
            return inner.query(sql, new HashMap<>(parameters), limit, mapper);
        }

        @Override
        public List<byte[]> rows(List<Select> selects, QueryLimit limit, long mostBytes) {
            called.run();
            return inner.rows(selects, limit, mostBytes);
        }

        @Override
        public void insert(String table, byte[] rows, int offset, int length, String token) {
            called.run();
            inner.insert(table, rows, offset, length, token);
        }

        @Override
        public void execute(String sql, Map<String, ?> parameters) {
            called.run();
            inner.execute(sql, parameters);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
