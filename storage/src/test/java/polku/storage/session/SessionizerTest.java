package polku.storage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.session.Sessionizer.Change;
import polku.storage.write.Attribution;
import polku.storage.write.Batch.SessionMove;
import polku.storage.write.Client;
import polku.storage.write.Encoded;
import polku.storage.write.EventRow;
import polku.storage.write.InteractionRow;
import polku.storage.write.RowKind;
import polku.storage.write.RowReader;
import polku.storage.write.RowWriter;
import polku.storage.write.SpooledRow;

/** Whatever the order of arrival and the cut into batches, stored sessions are those of the definition. */
class SessionizerTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long NOON = 1_761_998_400_000L;
    private static final Visitor VISITOR = new Visitor(1, 42);

    @Test
    void add_orderlyEvents_extendOneSession() {
        World world = new World(1_000_000);
        world.batch(pageview(0, "/a", "google"));
        world.batch(pageview(29, "/b", "bing"), pageview(58, "/c", "bing"));
        assertThat(world.sessions()).singleElement().satisfies(session -> {
            assertThat(session.pageviews()).isEqualTo(3);
            assertThat(pageOf(session.entry())).isEqualTo("/a");
            assertThat(pageOf(session.exit())).isEqualTo("/c");
            assertThat(Attribution.decode(session.origin().reader()).source()).isEqualTo("google");
            assertThat(session.endedAt() - session.startedAt()).isEqualTo(58 * MINUTE);
        });
    }

    @Test
    void add_pauseOfThirtyMinutes_startsAnother() {
        World world = new World(1_000_000);
        world.batch(pageview(0, "/a", ""), pageview(30, "/b", ""));
        assertThat(world.sessions()).hasSize(2);
    }

    @Test
    void add_engagement_keepsTheSessionAliveButIsNoPartOfItsDuration() {
        World world = new World(1_000_000);
        world.batch(pageview(0, "/a", ""), engagement(20), pageview(45, "/b", ""), engagement(60));
        assertThat(world.sessions()).singleElement().satisfies(session -> {
            assertThat(session.endedAt() - session.startedAt()).isEqualTo(45 * MINUTE);
            assertThat(session.activeTo()).isEqualTo(NOON + 60 * MINUTE);
            assertThat(session.engagedMs()).isEqualTo(2000);
            assertThat(session.events()).isEqualTo(2);
        });
    }

    @Test
    void add_lateEvent_joinsTwoSessionsAndMovesTheRowsOfTheSecond() {
        World world = new World(1_000_000);
        world.batch(pageview(0, "/a", "google"), pageview(50, "/c", "bing"));
        assertThat(world.sessions()).hasSize(2);
        world.batch(pageview(25, "/b", ""));
        assertThat(world.sessions()).singleElement().satisfies(session -> {
            assertThat(session.pageviews()).isEqualTo(3);
            assertThat(pageOf(session.exit())).isEqualTo("/c");
            assertThat(Attribution.decode(session.origin().reader()).source()).isEqualTo("google");
        });
    }

    @Test
    void add_lateFirstEvent_movesTheStartAndTheAttribution() {
        World world = new World(1_000_000);
        world.batch(pageview(10, "/b", ""));
        world.batch(pageview(0, "/a", "newsletter"));
        assertThat(world.sessions()).singleElement().satisfies(session -> {
            assertThat(session.startedAt()).isEqualTo(NOON);
            assertThat(pageOf(session.entry())).isEqualTo("/a");
            assertThat(Attribution.decode(session.origin().reader()).source()).isEqualTo("newsletter");
        });
    }

    private static String pageOf(Encoded hostAndPage) {
        RowReader reader = hostAndPage.reader();
        reader.skipText();
        return reader.text();
    }

    /**
     * @param memory bytes for sessions; 1 makes the sessionizer load nearly every visitor again
     * @param spread how far events lie apart, in minutes at most: 29 makes chains that the 24-hour limit cuts
     */
    @ParameterizedTest
    @CsvSource({"1,1000000,40", "2,1,40", "3,1000000,29", "4,1,29", "5,1000000,34", "6,1,31"})
    void add_anyOrder_givesTheSessionsOfTheDefinition(long seed, int memory, int spread) {
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            World world = new World(memory);
            List<Object> rows = new ArrayList<>();
            long minute = 0;
            int count = 1 + random.nextInt(spread < 32 ? 160 : 40);
            for (int i = 0; i < count; i++) {
                minute += random.nextInt(10) == 0 ? 1 + random.nextInt(120) : 1 + random.nextInt(spread);
                rows.add(random.nextInt(3) == 0 ? engagement(minute) : pageview(minute, "/p" + i, "source" + i));
            }
            int kept = random.nextInt(count);
            Collections.shuffle(rows.subList(kept, count), random);
            while (!rows.isEmpty()) {
                int size = Math.min(rows.size(), 1 + random.nextInt(8));
                world.batch(rows.subList(0, size).toArray());
                rows.subList(0, size).clear();
            }
            world.check();
        }
    }

    private static EventRow pageview(long minute, String page, String source) {
        Attribution attribution = new Attribution("", source, "", "", "", "", "", "", "");
        return new EventRow(
                1,
                42,
                NOON + minute * MINUTE,
                0,
                minute,
                (int) minute,
                EventRow.PAGEVIEW,
                "example.org",
                page,
                "",
                Map.of(),
                BigDecimal.ONE,
                "EUR",
                List.of(),
                attribution,
                Client.NONE);
    }

    private static InteractionRow engagement(long minute) {
        return new InteractionRow(
                1,
                42,
                NOON + minute * MINUTE,
                0,
                0,
                InteractionRow.Kind.ENGAGEMENT,
                "example.org",
                "/",
                "desktop",
                0,
                0,
                InteractionRow.Spot.NONE,
                new InteractionRow.Attention(5000, 1000, 100, 0, 0),
                InteractionRow.Detail.NONE);
    }

    /** One visitor's rows and signed session rows as ClickHouse would hold them. */
    private static final class World implements SessionSource {
        private final Map<Long, Session> stored = new HashMap<>();
        private final TreeMap<Long, Object> rows = new TreeMap<>();
        private final Map<Long, Long> sessionOfRow = new HashMap<>();
        private final Sessionizer sessionizer;
        private final int memory;

        World(int memory) {
            this.memory = memory;
            this.sessionizer = new Sessionizer(this, memory);
        }

        void batch(Object... added) {
            Arrival arrival = new Arrival();
            for (Object row : added) {
                arrival.sign(sign(row));
            }
            Change change = sessionizer.add(Map.of(VISITOR, arrival)).get(VISITOR);
            for (Object row : added) {
                long at = sign(row).activeFrom();
                rows.put(at, row);
                sessionOfRow.put(at, SessionChanges.sessionAt(change, at));
            }
            store(change);
            for (SessionMove move : SessionChanges.moves(VISITOR, change)) {
                sessionOfRow.replaceAll(
                        (at, id) -> at >= move.from() && at <= move.to() ? Long.valueOf(move.sessionId()) : id);
            }
            if (memory == 1) {
                sessionizer.forget();
            }
        }

        private void store(Change change) {
            Map<Long, Session> before = new HashMap<>();
            change.before().forEach(session -> before.put(session.id(), session));
            before.forEach((id, session) -> assertThat(stored).containsEntry(id, session));
            before.keySet().forEach(stored::remove);
            for (Session session : change.after()) {
                assertThat(stored.put(session.id(), session)).isNull();
                Session was = before.get(session.id());
                if (was != null && !was.equals(session)) {
                    assertThat(session.version()).isGreaterThan(was.version());
                }
            }
        }

        List<Session> sessions() {
            return stored.values().stream()
                    .sorted(Comparator.comparingLong(Session::activeFrom))
                    .toList();
        }

        /** The definition, told by brute force and without the code under test. */
        void check() {
            long start = 0;
            long previous = 0;
            List<List<Object>> expected = new ArrayList<>();
            for (Map.Entry<Long, Object> row : rows.entrySet()) {
                boolean fresh = expected.isEmpty()
                        || row.getKey() - previous >= 30 * MINUTE
                        || row.getKey() - start >= 24 * 60 * MINUTE;
                if (fresh) {
                    start = row.getKey();
                    expected.add(new ArrayList<>());
                }
                previous = row.getKey();
                expected.get(expected.size() - 1).add(row.getValue());
            }
            List<Session> actual = sessions();
            assertThat(actual).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                checkOne(actual.get(i), expected.get(i));
            }
        }

        private void checkOne(Session actual, List<Object> expected) {
            List<EventRow> events = new ArrayList<>();
            long engaged = 0;
            for (Object row : expected) {
                if (row instanceof EventRow event) {
                    events.add(event);
                } else {
                    engaged += ((InteractionRow) row).attention().activeMs();
                }
                assertThat(sessionOfRow.get(sign(row).activeFrom())).isEqualTo(actual.id());
            }
            assertThat(actual.engagedMs()).isEqualTo(engaged);
            assertThat(actual.events()).isEqualTo(events.size());
            assertThat(actual.pageviews()).isEqualTo(events.size());
            if (!events.isEmpty()) {
                EventRow first = events.get(0);
                EventRow last = events.get(events.size() - 1);
                assertThat(actual.startedAt()).isEqualTo(first.at());
                assertThat(actual.endedAt()).isEqualTo(last.at());
                assertThat(pageOf(actual.entry())).isEqualTo(first.page());
                assertThat(pageOf(actual.exit())).isEqualTo(last.page());
                assertThat(Attribution.decode(actual.origin().reader())).isEqualTo(first.attribution());
            }
        }

        private static Session sign(Object row) {
            RowWriter encoded = new RowWriter();
            if (row instanceof EventRow event) {
                event.encode(encoded);
                return SignOfLife.ofEvent(new SpooledRow(RowKind.EVENT, encoded.toByteArray(), false));
            }
            ((InteractionRow) row).encode(encoded);
            return SignOfLife.ofInteraction(new SpooledRow(RowKind.INTERACTION, encoded.toByteArray(), false));
        }

        @Override
        public Map<Visitor, List<Session>> sessions(Map<Visitor, Long> since) {
            long bound = since.get(VISITOR);
            return Map.of(
                    VISITOR,
                    sessions().stream()
                            .filter(session -> session.activeTo() >= bound)
                            .toList());
        }

        @Override
        public List<Session> signs(Visitor visitor, long from, long to) {
            return new ArrayList<>(rows.subMap(from, true, to, true).values())
                    .stream().map(World::sign).toList();
        }
    }
}
