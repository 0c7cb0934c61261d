package polku.storage.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.session.Sessionizer;
import polku.storage.session.StoredSessions;
import polku.storage.testing.TestClickHouse;

/** Rows in any order, through batches, into the real engine: what lies there then is what the definition says. */
class StoredBatchesTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long START = 1_761_998_400_000L;

    private ClickHouse clickHouse;
    private BatchStore store;
    private BatchFormer former;
    private long batchId;

    @BeforeEach
    void open() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        store = new BatchStore(clickHouse);
        former = former(10_000_000);
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    private BatchFormer former(int bytesOfSessions) {
        return new BatchFormer(
                new Sessionizer(new StoredSessions(clickHouse), bytesOfSessions), new StoredEvents(clickHouse));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyOrder_storedSessionsAreThoseOfTheDefinition(long seed) {
        Random random = new Random(seed);
        List<Object> rows = Rows.random(random, 60);
        rows.sort(Comparator.comparingLong(Rows::at));
        Collections.shuffle(rows.subList(rows.size() / 2, rows.size()), random);
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(120));
            if (random.nextInt(4) == 0) {
                former = former(random.nextBoolean() ? 1 : 100_000); // as after a restart
            }
            ingest(rows.subList(from, to));
            from = to;
        }
        assertThat(storedSessions()).containsExactlyInAnyOrderElementsOf(Stored.expected(rows));
        assertThat(Stored.rowsOutsideTheirSession(clickHouse)).isZero();
    }

    @Test
    void sameBatchTwice_isStoredOnce() {
        Batch batch = former.form(7, List.of(Rows.spooled(Rows.event(1, 1, START, EventRow.PAGEVIEW, 1), false)));
        store(batch);
        store(batch);
        assertThat(count("SELECT count() FROM events")).isEqualTo(1);
        assertThat(count("SELECT sum(sign) FROM sessions")).isEqualTo(1);
        assertThat(count("SELECT count() FROM sessions")).isEqualTo(1);
    }

    @Test
    void snapshots_areStoredAsTheyWere_inTheSessionOfTheirVisitor_andStartNone() {
        String large = "{\"type\":0,\"childNodes\":[\"" + "ä".repeat(6_000_000) + "\"]}";
        SnapshotRow sighting = Rows.snapshot(1, 5, START + MINUTE, "");
        SnapshotRow recorded = Rows.snapshot(1, 5, START + 2 * MINUTE, large);
        assertThat(SnapshotRow.decode(Rows.spooled(sighting).reader())).isEqualTo(withSecondOfReceipt(sighting));
        ingest(List.of(
                Rows.event(1, 5, START, EventRow.PAGEVIEW, 1),
                sighting,
                recorded,
                Rows.snapshot(1, 0, START, "{}"),
                Rows.snapshot(1, 6, START, "")));

        assertThat(clickHouse.query(
                        "SELECT toString(tuple(visitor_id, page, device, lower(hex(skeleton)), taken_by, viewport_height,"
                                + " document_height, title, length(content), session_id = (SELECT any(session_id) FROM events),"
                                + " session_id = 0)) FROM page_snapshots ORDER BY visitor_id, at",
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> row.getString(1)))
                .containsExactly(
                        "(0,'/shop','mobile','fedcba9876543210','owner',844,70000,'Títle',2,0,1)",
                        "(5,'/shop','mobile','fedcba9876543210','visitor',844,70000,'Títle',0,1,0)",
                        "(5,'/shop','mobile','fedcba9876543210','visitor',844,70000,'Títle',12000028,1,0)",
                        "(6,'/shop','mobile','fedcba9876543210','visitor',844,70000,'Títle',0,0,1)");
        assertThat(count("SELECT count() FROM sessions")).isEqualTo(1);
    }

    @Test
    void snapshots_moveWithTheirSession_whenALateEventJoinsTwo() {
        ingest(List.of(Rows.event(1, 5, START, EventRow.PAGEVIEW, 1)));
        ingest(List.of(
                Rows.event(1, 5, START + 50 * MINUTE, EventRow.PAGEVIEW, 2),
                Rows.snapshot(1, 5, START + 51 * MINUTE, "")));
        assertThat(count("SELECT uniqExact(session_id) FROM events")).isEqualTo(2);

        ingest(List.of(Rows.event(1, 5, START + 25 * MINUTE, EventRow.PAGEVIEW, 3)));

        assertThat(count("SELECT uniqExact(session_id) FROM events")).isOne();
        assertThat(count("SELECT count() FROM page_snapshots WHERE session_id = (SELECT any(session_id) FROM events)"))
                .isOne();
    }

    @Test
    void replayChunks_areStoredAsTheyWere_moveWithTheirSession_andStartNone() {
        ReplayRow chunk = Rows.replay(1, 5, START + 51 * MINUTE, 0, "[{\"type\":4,\"text\":\"Ää\"}]");
        assertThat(ReplayRow.decode(Rows.spooled(chunk).reader())).isEqualTo(chunk);
        ingest(List.of(Rows.event(1, 5, START, EventRow.PAGEVIEW, 1)));
        ingest(List.of(
                Rows.event(1, 5, START + 50 * MINUTE, EventRow.PAGEVIEW, 2), chunk, Rows.replay(1, 6, START, 1, "[]")));
        assertThat(clickHouse.query(
                        "SELECT toString(tuple(visitor_id, document_id, sequence, part, parts, length, clock_shift, events,"
                                + " snapshot, content, content_bytes, session_id = 0)) FROM replay_chunks ORDER BY visitor_id",
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> row.getString(1)))
                .containsExactly(
                        "(5,18446744073709551607,0,1,300,4900,-7200000,70000,true,'[{\"type\":4,\"text\":\"Ää\"}]',26,0)",
                        "(6,18446744073709551607,1,1,300,4900,-7200000,70000,false,'[]',2,1)");
        assertThat(count("SELECT uniqExact(session_id) FROM events")).isEqualTo(2);

        ingest(List.of(Rows.event(1, 5, START + 25 * MINUTE, EventRow.PAGEVIEW, 3)));

        assertThat(count("SELECT count() FROM replay_chunks WHERE session_id = (SELECT any(session_id) FROM events)"))
                .isOne();
    }

    private static SnapshotRow withSecondOfReceipt(SnapshotRow row) {
        return new SnapshotRow(
                row.siteId(),
                row.visitorId(),
                row.at(),
                row.receivedAt() / 1000 * 1000,
                row.hostname(),
                row.page(),
                row.device(),
                row.skeleton(),
                row.takenBy(),
                row.viewportWidth(),
                row.viewportHeight(),
                row.documentWidth(),
                row.documentHeight(),
                row.title(),
                row.content());
    }

    @Test
    void missing_afterAnInsertThatReachedOneMonthOnly_isTheOtherMonth() {
        long nextMonth = START + Duration.ofDays(40).toMillis();
        List<SpooledRow> rows = List.of(
                Rows.spooled(Rows.event(1, 1, START, EventRow.PAGEVIEW, 1), false),
                Rows.spooled(Rows.event(1, 2, nextMonth, EventRow.PAGEVIEW, 2), false),
                Rows.spooled(Rows.event(1, 3, START + 5, EventRow.PAGEVIEW, 3), false));
        Batch batch = former.form(9, rows);
        for (Batch.TableRows table : batch.tables()) {
            assertThat(store.missing(table, 9).rows()).as("nothing is there").isEqualTo(3);
            assertThat(store.missing(table, 9).bytes()).isEqualTo(table.bytes());
        }
        Batch.TableRows events = batch.tables().get(0);
        store.insert(events, 0, 1, "part-1");
        store.insert(events, 2, 3, "part-2");
        Batch.TableRows missing = store.missing(events, 9);
        assertThat(missing.rows()).isEqualTo(1);
        store.insert(missing, 0, 1, "9-events");
        assertThat(store.missing(events, 9).rows()).isZero();
        assertThat(count("SELECT uniqExact(visitor_id) + count() FROM events")).isEqualTo(6);
        Batch.TableRows sessions = batch.tables().get(1);
        store.insert(sessions, 0, 2, "sessions");
        assertThat(store.missing(sessions, 9).rows())
                .as("the month of the third is there already, by the first")
                .isZero();
    }

    @Test
    void eventsThatTheirSenderNamed_areStoredOnceHoweverOftenTheyCome() {
        SpooledRow named = Rows.spooled(Rows.event(1, 1, START, "renewal", 1), true);
        Batch first = former.form(1, List.of(named, Rows.spooled(Rows.event(1, 1, START, "renewal", 1), true)));
        assertThat(first.resends()).isEqualTo(1);
        store(first);
        SpooledRow again = Rows.spooled(sameEventOf(99, START + 90 * MINUTE), true);
        SpooledRow other = Rows.spooled(Rows.event(2, 1, START, "renewal", 1), true);
        assertThat(count("SELECT count() FROM named_events")).isEqualTo(1);
        Batch second = former.form(2, List.of(again, other));
        assertThat(second.resends()).isEqualTo(1);
        store(second);
        assertThat(count("SELECT count() FROM events")).isEqualTo(2);
    }

    @Test
    void visitorsSince_areThoseWithASessionUnderWayThen() {
        ingest(List.of(
                Rows.event(1, 1, START, EventRow.PAGEVIEW, 1),
                Rows.event(1, 2, START, EventRow.PAGEVIEW, 2),
                Rows.engagement(1, 2, START + 10 * MINUTE),
                Rows.event(2, 3, START + 20 * MINUTE, EventRow.PAGEVIEW, 3)));
        StoredSessions stored = new StoredSessions(clickHouse);
        assertThat(stored.visitorsSince(START + 5 * MINUTE, 10)).containsExactlyInAnyOrder(2L, 3L);
        assertThat(stored.visitorsSince(START, 2)).hasSize(2);
    }

    @Test
    void rowsOfAnEarlierBatch_moveToTheSessionThatALateEventMakes() {
        ingest(List.of(
                Rows.event(1, 1, START, EventRow.PAGEVIEW, 1),
                Rows.event(1, 1, START + 50 * MINUTE, EventRow.PAGEVIEW, 2),
                Rows.engagement(1, 1, START + 51 * MINUTE)));
        assertThat(storedSessions()).hasSize(2);
        ingest(List.of(Rows.event(1, 1, START + 25 * MINUTE, EventRow.PAGEVIEW, 3)));
        assertThat(storedSessions()).hasSize(1);
        assertThat(count("SELECT uniqExact(session_id) FROM events")).isEqualTo(1);
        assertThat(Stored.rowsOutsideTheirSession(clickHouse)).isZero();
    }

    @Test
    void whatIsNoSignOfLife_belongsToTheSessionOfItsTimeAndChangesNone() {
        ingest(List.of(
                Rows.event(1, 1, START, EventRow.PAGEVIEW, 1),
                Rows.interaction(1, 1, START + 29 * MINUTE, InteractionRow.Kind.ERROR),
                Rows.interaction(1, 1, START + 31 * MINUTE, InteractionRow.Kind.FAILED_REQUEST),
                Rows.interaction(1, 1, START + 48 * MINUTE, InteractionRow.Kind.VITAL),
                Rows.event(1, 1, START + 50 * MINUTE, EventRow.PAGEVIEW, 2)));
        ingest(List.of(Rows.interaction(1, 2, START, InteractionRow.Kind.ERROR)));
        assertThat(storedSessions()).extracting(Stored.Session::to).containsExactly(START, START + 50 * MINUTE);
        String ofKind = "SELECT uniqExact(session_id) FROM interactions WHERE kind IN ('%s', '%s') AND visitor_id = 1";
        assertThat(count(ofKind.formatted("failedRequest", "vital"))).isEqualTo(1);
        assertThat(count(ofKind.formatted("error", "vital"))).isEqualTo(2);
        assertThat(count("SELECT count() FROM interactions WHERE session_id = 0"))
                .isEqualTo(1);

        ingest(List.of(Rows.event(1, 1, START + 25 * MINUTE, EventRow.PAGEVIEW, 3)));
        assertThat(storedSessions()).hasSize(1);
        assertThat(count(ofKind.formatted("error", "vital")))
                .as("they follow when sessions are joined")
                .isEqualTo(1);
    }

    @Test
    void identities_areStoredAndAreNoSignOfLife() {
        ingest(List.of(new IdentityRow(1, 5, START, IdentityRow.Kind.USER, "u'1", Map.of("plan", "pro"))));
        assertThat(storedSessions()).isEmpty();
        assertThat(clickHouse.query(
                        "SELECT visitor_id, kind, id, traits['plan'], batch_id FROM identities",
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> row.getString(1)
                                + row.getString(2)
                                + row.getString(3)
                                + row.getString(4)
                                + row.getString(5)))
                .containsExactly("5useru'1pro1");
        Batch again = former.form(
                1,
                List.of(Rows.spooled(
                        new IdentityRow(1, 5, START, IdentityRow.Kind.USER, "u'1", Map.of("plan", "pro")), false)));
        assertThat(store.missing(again.tables().get(0), 1).rows()).isZero();
    }

    @Test
    void rowsOfTheFirstLayout_areStoredAsToday() {
        byte[] event = FirstLayout.event(1, 77, START, "signup");
        byte[] click = FirstLayout.click(1, 77, START + MINUTE);
        store(former.form(
                1,
                List.of(
                        new SpooledRow(RowKind.EVENT, 0, event, false),
                        new SpooledRow(RowKind.INTERACTION, 0, click, false))));
        assertThat(clickHouse.query(
                        "SELECT name, page, props['plan'], toFloat64(revenue), source, country, toUnixTimestamp(received_at),"
                                + " pageview_id, length(items.id) FROM events",
                        Map.of(),
                        QueryLimit.SCREEN,
                        row -> List.of(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getDouble(4),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getInt(9))))
                .containsExactly(
                        List.of("signup", "/p", "pro", 12.5, "Google", "FI", START / 1000 + 1, 0x55667788L, 0));
        assertThat(count(
                        "SELECT element_x + page_y + document_height + viewport_width FROM interactions WHERE kind = 'click'"
                                + " AND selector = 'a.buy' AND tag = 'a' AND text = 'Buy'"))
                .isEqualTo(3 + 40 + 5200 + 1440);
        assertThat(storedSessions()).hasSize(1);
        assertThat(Stored.rowsOutsideTheirSession(clickHouse)).isZero();
    }

    private void ingest(List<Object> rows) {
        store(former.form(
                ++batchId, rows.stream().map(row -> Rows.spooled(row, false)).toList()));
    }

    private void store(Batch batch) {
        for (Batch.TableRows rows : batch.tables()) {
            store.insert(rows, 0, rows.rows(), batch.id() + "-" + rows.table());
        }
        store.move(batch.moves());
    }

    /** The event 1001 of site 1, told of under another visitor, as happens when a salt has changed meanwhile. */
    private static EventRow sameEventOf(long visitor, long at) {
        EventRow one = Rows.event(1, 1, at, "renewal", 1);
        return new EventRow(
                1,
                visitor,
                at,
                at,
                one.eventId(),
                0,
                one.name(),
                one.hostname(),
                one.page(),
                "",
                one.props(),
                one.revenue(),
                one.currency(),
                one.items(),
                one.attribution(),
                one.client());
    }

    private List<Stored.Session> storedSessions() {
        return Stored.sessions(clickHouse);
    }

    private long count(String sql) {
        return Stored.count(clickHouse, sql);
    }
}
