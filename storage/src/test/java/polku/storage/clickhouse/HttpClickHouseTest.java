package polku.storage.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.RowReader;

class HttpClickHouseTest {
    private static final QueryLimit LIMIT = QueryLimit.SCREEN;
    private static ClickHouseConfig config;
    private static HttpClickHouse clickhouse;

    @BeforeAll
    static void open() {
        config = TestClickHouse.emptyDatabase();
        clickhouse = new HttpClickHouse(config);
        clickhouse.execute(
                "CREATE TABLE words (n UInt8, word String) ENGINE = MergeTree ORDER BY n"
                        + " SETTINGS non_replicated_deduplication_window = 100",
                Map.of());
    }

    @AfterAll
    static void close() {
        clickhouse.close();
    }

    @Test
    void query_withoutParameters_readsRows() {
        assertThat(clickhouse.query("SELECT number FROM numbers(3)", Map.of(), LIMIT, row -> row.getLong(1)))
                .containsExactly(0L, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "it's",
                "\"quoted\"",
                "back\\slash",
                "\\'",
                "\\n",
                "tab\tline\nreturn\r",
                "zero\0byte",
                "äö€😀",
                "{x:String}",
                "'; DROP TABLE words; --",
                "%41+ &=?#",
                "[1,2]",
                "\\N",
                " padded "
            })
    void query_anyString_isBoundAsItIs(String nasty) {
        assertThat(clickhouse.query("SELECT {x:String}", Map.of("x", nasty), LIMIT, row -> row.getString(1)))
                .containsExactly(nasty);
        List<String> list = List.of(nasty, "a", nasty);
        assertThat(clickhouse.query(
                        "SELECT arrayJoin({x:Array(String)})", Map.of("x", list), LIMIT, row -> row.getString(1)))
                .isEqualTo(list);
        assertThat(clickhouse.query(
                        "SELECT arrayJoin(arrayJoin({x:Array(Array(String))}))",
                        Map.of("x", List.of(list, List.of())),
                        LIMIT,
                        row -> row.getString(1)))
                .isEqualTo(list);
    }

    @Test
    void query_emptyArray_isBound() {
        assertThat(clickhouse.query(
                        "SELECT length({x:Array(String)})", Map.of("x", List.of()), LIMIT, row -> row.getInt(1)))
                .containsExactly(0);
    }

    @Test
    void query_otherTypes_areBound() {
        Instant time = Instant.parse("2026-03-29T01:00:00.123Z");
        String sql = "SELECT {number:UInt64}, {decimal:Decimal(18, 4)}, {flag:Bool}, {time:DateTime64(3, 'UTC')},"
                + " {times:Array(DateTime64(3, 'UTC'))}[1] = {time:DateTime64(3, 'UTC')}, {real:Float64}";
        Map<String, Object> parameters = Map.of(
                "number",
                Long.MAX_VALUE,
                "decimal",
                new BigDecimal("12.5000"),
                "flag",
                true,
                "time",
                time,
                "times",
                List.of(time),
                "real",
                0.1);
        List<Object> row = clickhouse
                .query(
                        sql,
                        parameters,
                        LIMIT,
                        r -> List.<Object>of(
                                r.getLong(1),
                                r.getBigDecimal(2),
                                r.getBoolean(3),
                                r.getObject(4, OffsetDateTime.class).toInstant(),
                                r.getBoolean(5),
                                r.getDouble(6)))
                .get(0);
        assertThat(row).containsExactly(Long.MAX_VALUE, new BigDecimal("12.5000"), true, time, true, 0.1);
    }

    @Test
    void query_manyAtOnce_allAnswer() {
        assertThat(IntStream.range(0, 40)
                        .parallel()
                        .mapToObj(n -> clickhouse
                                .query("SELECT {n:UInt32}", Map.of("n", n), LIMIT, row -> row.getInt(1))
                                .get(0))
                        .toList())
                .isEqualTo(IntStream.range(0, 40).boxed().toList());
    }

    @Test
    void query_unknownTable_isRejectedWithCode() {
        assertThatThrownBy(() -> clickhouse.query("SELECT * FROM nowhere", Map.of(), LIMIT, row -> row.getInt(1)))
                .isInstanceOfSatisfying(ClickHouseException.class, e -> {
                    assertThat(e.code()).isEqualTo(60);
                    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
                    assertThat(e).hasMessageContaining("nowhere");
                });
    }

    @Test
    void query_beyondItsTime_isUnavailable() {
        QueryLimit limit = new QueryLimit(Duration.ofSeconds(1), 1L << 30);
        assertThatThrownBy(() -> clickhouse.query(
                        "SELECT sleepEachRow(0.5) FROM numbers(20) SETTINGS max_block_size = 1",
                        Map.of(),
                        limit,
                        row -> row.getInt(1)))
                .isInstanceOfSatisfying(ClickHouseException.class, e -> {
                    assertThat(e.code()).isEqualTo(159);
                    assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE);
                });
    }

    @Test
    void query_beyondItsMemory_isUnavailable() {
        QueryLimit limit = new QueryLimit(Duration.ofSeconds(20), 16L << 20);
        assertThatThrownBy(() -> clickhouse.query(
                        "SELECT length(groupArray(number)) FROM numbers(100000000)",
                        Map.of(),
                        limit,
                        row -> row.getInt(1)))
                .isInstanceOfSatisfying(ClickHouseException.class, e -> {
                    assertThat(e.code()).isEqualTo(241);
                    assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE);
                });
    }

    private static byte[] rows(String sql, Map<String, ?> parameters, QueryLimit limit, long most) {
        return clickhouse
                .rows(List.of(new ClickHouse.Select(sql, parameters)), limit, most)
                .get(0);
    }

    @Test
    void rows_ofSeveral_comeInTheirOrder_andFailTogether() {
        List<ClickHouse.Select> selects = IntStream.range(0, 20)
                .mapToObj(i -> new ClickHouse.Select("SELECT {i:UInt32}", Map.of("i", i)))
                .toList();
        List<byte[]> rows = clickhouse.rows(selects, LIMIT, 1000);
        assertThat(rows.stream().map(row -> new RowReader(row, 0, 4).int32()))
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());

        List<ClickHouse.Select> some =
                List.of(selects.get(0), new ClickHouse.Select("SELECT * FROM nowhere", Map.of()), selects.get(1));
        assertThatThrownBy(() -> clickhouse.rows(some, LIMIT, 1000))
                .isInstanceOfSatisfying(
                        ClickHouseException.class, e -> assertThat(e.code()).isEqualTo(60));
    }

    @Test
    void rows_ofAnyText_areRowBinary() {
        byte[] rows =
                rows("SELECT toUInt32(number + 7), {x:String} FROM numbers(2)", Map.of("x", "it's\0ä"), LIMIT, 1000);

        RowReader reader = new RowReader(rows, 0, rows.length);
        assertThat(reader.int32()).isEqualTo(7);
        assertThat(reader.text()).isEqualTo("it's\0ä");
        assertThat(reader.int32()).isEqualTo(8);
        assertThat(reader.text()).isEqualTo("it's\0ä");
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void rows_ofMoreBytesThanMayBe_areRefused_andNotCut() {
        assertThatThrownBy(() -> rows("SELECT groupArray(number) FROM numbers(10000000)", Map.of(), LIMIT, 1 << 20))
                .isInstanceOfSatisfying(
                        ClickHouseException.class, e -> assertThat(e.code()).isEqualTo(ClickHouse.TOO_MANY_ROWS));
        assertThat(rows("SELECT number FROM numbers(100)", Map.of(), LIMIT, 1 << 20))
                .hasSize(800);
    }

    @Test
    void rows_beyondTheirMemory_areUnavailable() {
        QueryLimit limit = new QueryLimit(Duration.ofSeconds(20), 16L << 20);
        assertThatThrownBy(
                        () -> rows("SELECT length(groupArray(number)) FROM numbers(100000000)", Map.of(), limit, 1000))
                .isInstanceOfSatisfying(
                        ClickHouseException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE));
    }

    @Test
    void insert_sameToken_countsOnce() {
        byte[] rows = row(1, "once");
        clickhouse.insert("words", rows, 0, rows.length, "token-1");
        clickhouse.insert("words", rows, 0, rows.length, "token-1");
        clickhouse.insert("words", rows, 0, rows.length, "token-2");
        assertThat(count("word = 'once'")).isEqualTo(2);
    }

    @Test
    void insert_slice_takesOnlyTheSlice() {
        byte[] one = row(2, "slice");
        byte[] rows = new byte[one.length + 20];
        System.arraycopy(one, 0, rows, 7, one.length);
        clickhouse.insert("words", rows, 7, one.length, "slice");
        assertThat(count("word = 'slice'")).isEqualTo(1);
    }

    @Test
    void insert_brokenRow_isRejectedAndStoresNothing() {
        byte[] rows = {3, 100, 'x'};
        assertThatThrownBy(() -> clickhouse.insert("words", rows, 0, rows.length, "broken"))
                .isInstanceOfSatisfying(
                        ClickHouseException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.REJECTED));
        assertThat(count("n = 3")).isZero();
    }

    @Test
    void insert_missingTable_isUnavailableSoThatRowsAreKept() {
        byte[] rows = row(1, "x");
        assertThatThrownBy(() -> clickhouse.insert("nowhere", rows, 0, rows.length, "t"))
                .isInstanceOfSatisfying(ClickHouseException.class, e -> {
                    assertThat(e.code()).isEqualTo(60);
                    assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE);
                });
    }

    @Test
    void insert_nobodyListens_isUnavailable() {
        ClickHouseConfig nobody = new ClickHouseConfig(URI.create("http://127.0.0.1:1"), "default", "", "polku", 1);
        try (HttpClickHouse absent = new HttpClickHouse(nobody)) {
            byte[] rows = row(1, "x");
            assertThat(absent.isUp()).isFalse();
            assertThatThrownBy(() -> absent.insert("words", rows, 0, rows.length, "t"))
                    .isInstanceOfSatisfying(
                            ClickHouseException.class,
                            e -> assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE));
            assertThatThrownBy(() -> absent.query("SELECT 1", Map.of(), LIMIT, row -> row.getInt(1)))
                    .isInstanceOfSatisfying(
                            ClickHouseException.class,
                            e -> assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE));
        }
    }

    @Test
    void insert_connectionLostAfterSending_isUnknown() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hangsUp = new Thread(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[100]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            hangsUp.start();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try (HttpClickHouse lost = new HttpClickHouse(new ClickHouseConfig(url, "default", "", "polku", 1))) {
                byte[] rows = row(1, "x");
                assertThatThrownBy(() -> lost.insert("words", rows, 0, rows.length, "t"))
                        .isInstanceOfSatisfying(
                                ClickHouseException.class,
                                e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
            }
        }
    }

    @Test
    void insert_tooManyMonthsInOneBlock_isRejectedSoThatItIsBisected() {
        assertThat(Outcomes.ofInsert(252, "Code: 252. DB::Exception: Too many partitions for single INSERT block"))
                .isEqualTo(Outcome.REJECTED);
        assertThat(Outcomes.ofInsert(252, "Code: 252. DB::Exception: Too many parts (3000). Merges are slower"))
                .isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void query_longParameters_areBound() {
        List<Long> numbers = LongStream.range(0, 20_000).boxed().toList();
        assertThat(clickhouse.query(
                        "SELECT arraySum({n:Array(UInt64)})", Map.of("n", numbers), LIMIT, row -> row.getLong(1)))
                .containsExactly(20_000L * 19_999 / 2);
    }

    @Test
    void query_unsigned64_isBoundBeyondLong() {
        BigInteger most = new BigInteger("18446744073709551615");
        assertThat(clickhouse.query(
                        "SELECT {n:UInt64} = {list:Array(UInt64)}[2]",
                        Map.of("n", most, "list", List.of(1, most)),
                        LIMIT,
                        row -> row.getBoolean(1)))
                .containsExactly(true);
    }

    @Test
    void wrongPassword_isUnavailableWithCode516() {
        ClickHouseConfig wrong = new ClickHouseConfig(config.url(), config.user(), "wrong", config.database(), 1);
        try (HttpClickHouse stranger = new HttpClickHouse(wrong)) {
            assertThatThrownBy(() -> stranger.execute("SELECT 1", Map.of()))
                    .isInstanceOfSatisfying(ClickHouseException.class, e -> {
                        assertThat(e.code()).isEqualTo(516);
                        assertThat(e.outcome()).isEqualTo(Outcome.UNAVAILABLE);
                    });
        }
    }

    @Test
    void execute_withParameters_binds() {
        clickhouse.execute("INSERT INTO words SELECT {n:UInt8}, {word:String}", Map.of("n", 9, "word", "exe'c\\ute"));
        assertThat(clickhouse.query("SELECT word FROM words WHERE n = 9", Map.of(), LIMIT, row -> row.getString(1)))
                .containsExactly("exe'c\\ute");
    }

    @Test
    void isUp_running_isTrue() {
        assertThat(clickhouse.isUp()).isTrue();
    }

    private static long count(String where) {
        return clickhouse
                .query("SELECT count() FROM words WHERE " + where, Map.of(), LIMIT, row -> row.getLong(1))
                .get(0);
    }

    private static byte[] row(int n, String word) {
        byte[] text = word.getBytes(StandardCharsets.UTF_8);
        byte[] row = new byte[2 + text.length];
        row[0] = (byte) n;
        row[1] = (byte) text.length;
        System.arraycopy(text, 0, row, 2, text.length);
        return row;
    }
}
