package polku.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.engine.Curl.Answer;
import polku.storage.testing.TestClickHouse;

/** ClickHouse's HTTP protocol, asked by curl. */
class EndpointTest {
    private static ClickHouseConfig config;
    private static Curl curl;

    @BeforeAll
    static void open() {
        config = TestClickHouse.emptyDatabase();
        curl = new Curl(config);
    }

    @BeforeEach
    void emptyTable() {
        assertThat(curl.post("", "DROP TABLE IF EXISTS words SYNC").status()).isEqualTo(200);
        assertThat(curl.post("", "CREATE TABLE words (n UInt32, word String) ENGINE = MergeTree ORDER BY n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ping_withoutPassword_isOk() {
        Answer answer = curl.plain("/ping");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("Ok.\n");
        assertThat(curl.plain("/").text()).isEqualTo("Ok.\n");
        assertThat(curl.plain("/elsewhere").status()).isEqualTo(404);
    }

    @Test
    void get_select_answersTabSeparated() {
        Answer answer = curl.get("SELECT number, 'a\tb' FROM numbers(2)");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("0\ta\\tb\n1\ta\\tb\n");
        assertThat(answer.header("X-ClickHouse-Format")).isEqualTo("TabSeparated");
        assertThat(answer.header("X-ClickHouse-Timezone")).isEqualTo("UTC");
        assertThat(answer.header("X-ClickHouse-Server-Display-Name")).isNotEmpty();
        assertThat(answer.header("X-ClickHouse-Query-Id")).isNotEmpty();
        assertThat(answer.header("X-ClickHouse-Summary")).startsWith("{\"read_rows\":");
        assertThat(answer.header("X-ClickHouse-Exception-Code")).isEmpty();
    }

    @Test
    void post_statementInBody_answers() {
        assertThat(curl.post("", "SELECT 'ä' AS letter FORMAT JSONEachRow").text())
                .isEqualTo("{\"letter\":\"ä\"}\n");
        assertThat(curl.post("SELECT 1 +", " 1").text()).isEqualTo("2\n");
    }

    @Test
    void format_ofClauseHeaderOrUrl_isUsed() {
        assertThat(curl.get("SELECT 1 AS a FORMAT CSVWithNames -- why not").text())
                .isEqualTo("\"a\"\n1\n");
        assertThat(curl.get("SELECT 1 AS a", "default_format=JSONEachRow").text())
                .isEqualTo("{\"a\":1}\n");
        assertThat(curl.get("SELECT 1 AS a", "default_format=JSONEachRow").header("X-ClickHouse-Format"))
                .isEqualTo("JSONEachRow");
        assertThat(curl.get("SHOW TABLES FORMAT CSV").text()).isEqualTo("\"words\"\n");
    }

    @Test
    void parameters_ofAnyText_areBound() {
        String[] parameters = {
            "param_x=it's \\\\ \\t ä €", "param_list=['a\\'b','\\\\','',']']", "param_n=18446744073709551615"
        };
        Answer answer = curl.get("SELECT {x:String}, {list:Array(String)}, {n:UInt64}", parameters);
        assertThat(answer.text()).isEqualTo("it\\'s \\\\ \\t ä €\t['a\\'b','\\\\','',']']\t18446744073709551615\n");
        assertThat(curl.get("SELECT {x:String}").header("X-ClickHouse-Exception-Code"))
                .isEqualTo("456");
    }

    @Test
    void parameter_of100Kilobytes_isBound() {
        String numbers =
                LongStream.range(0, 10_000).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
        assertThat(curl.post("", "SELECT length({list:Array(UInt64)})", "param_list=" + numbers)
                        .text())
                .isEqualTo("10000\n");
    }

    @Test
    void insert_inEveryKindOfFormat_isStored() {
        byte[] binary = {1, 0, 0, 0, 1, 'a', 2, 0, 0, 0, 1, '\n'};
        assertThat(curl.post("INSERT INTO words FORMAT RowBinary", binary).status())
                .isEqualTo(200);
        byte[] beginsWithBlank = {' ', 0, 0, 0, 1, 'b', '\n', 0, 0, 0, 1, 'c'};
        assertThat(curl.post("INSERT INTO words FORMAT RowBinary", beginsWithBlank)
                        .status())
                .isEqualTo(200);
        assertThat(curl.post(
                                "INSERT INTO words FORMAT JSONEachRow",
                                "{\"n\":3,\"word\":\"ä\"}\n{\"n\":4,\"word\":\"\"}")
                        .status())
                .isEqualTo(200);
        assertThat(curl.post("INSERT INTO words (word, n) FORMAT CSV", "\"a,\"\"b\",5\nc,6\n")
                        .status())
                .isEqualTo(200);
        assertThat(curl.post("", "INSERT INTO words FORMAT TSV\n7\ta\\tb\n").status())
                .isEqualTo(200);
        assertThat(curl.post("INSERT INTO words VALUES", "(8, 'x;y'), (9, concat('a', {p:String}))", "param_p=b")
                        .status())
                .isEqualTo(200);
        assertThat(curl.post("INSERT INTO words SETTINGS async_insert = 0 FORMAT TSV", "100\tx")
                        .status())
                .isEqualTo(200);
        assertThat(curl.get("SELECT n, word FROM words ORDER BY n FORMAT TSV").text())
                .isEqualTo("1\ta\n2\t\\n\n3\tä\n4\t\n5\ta,\"b\n6\tc\n7\ta\\tb\n8\tx;y\n9\tab\n10\tc\n32\tb\n100\tx\n");
    }

    @Test
    void insert_severalMegabytesChunked_isStreamedWhole() {
        int rows = 400_000;
        String csv =
                IntStream.range(0, rows).mapToObj(n -> n + ",word" + n + "\n").collect(Collectors.joining());
        Answer answer = curl.post("INSERT INTO words FORMAT CSV", csv);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-ClickHouse-Summary")).contains("\"written_rows\":\"" + rows + "\"");
        assertThat(curl.get("SELECT count(), sum(n), uniqExact(word) FROM words")
                        .text())
                .isEqualTo(rows + "\t" + (long) rows * (rows - 1) / 2 + "\t" + rows + "\n");
    }

    @Test
    void insert_gzip_isUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
        }
        curl.post(List.of("-H", "Content-Encoding: gzip"), "INSERT INTO words FORMAT CSV", packed.toByteArray());
        assertThat(curl.get("SELECT count() FROM words").text()).isEqualTo("2\n");
    }

    @Test
    void insert_brokenData_storesNothingAndSaysWhere() {
        Answer answer = curl.post("INSERT INTO words FORMAT CSV", "1,a\nnonsense,b\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("X-ClickHouse-Exception-Code")).isEqualTo("27");
        assertThat(answer.text()).startsWith("Code: 27. DB::Exception: ").contains("row 2");
        assertThat(curl.get("SELECT count() FROM words").text()).isEqualTo("0\n");
    }

    @Test
    void insert_unknownTableWithMuchData_tellsTheReasonNotAReset() {
        Answer answer = curl.post("INSERT INTO nowhere FORMAT CSV", "1,aaaaaaaaaaaaaaa\n".repeat(500_000));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-ClickHouse-Exception-Code")).isEqualTo("60");
    }

    @Test
    void error_hasCodeTextAndStatus() {
        Answer unknown = curl.get("SELECT * FROM nowhere");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.header("X-ClickHouse-Exception-Code")).isEqualTo("60");
        assertThat(unknown.text()).startsWith("Code: 60. DB::Exception: ").contains("UNKNOWN_TABLE");
        Answer syntax = curl.post("", "SELEKT 1");
        assertThat(syntax.status()).isEqualTo(400);
        assertThat(syntax.header("X-ClickHouse-Exception-Code")).isEqualTo("62");
    }

    @Test
    void unknownDatabaseOrSetting_isAnError() {
        assertThat(curl.get("SELECT 1", "database=nowhere").header("X-ClickHouse-Exception-Code"))
                .isEqualTo("81");
        assertThat(curl.get("SELECT 1", "nonsense=1").header("X-ClickHouse-Exception-Code"))
                .isEqualTo("115");
    }

    @Test
    void settings_ofTheUrl_holdForThatRequestOnly() {
        assertThat(curl.get("SELECT getSetting('max_block_size')", "max_block_size=77", "max_threads=1")
                        .text())
                .isEqualTo("77\n");
        assertThat(curl.get("SELECT getSetting('max_block_size')").text()).isNotEqualTo("77\n");
        Answer slow = curl.get(
                "SELECT sleepEachRow(0.2) FROM numbers(50) FORMAT Null", "max_execution_time=1", "max_block_size=1");
        assertThat(slow.header("X-ClickHouse-Exception-Code")).isEqualTo("159");
        Answer big = curl.get("SELECT groupArray(number) FROM numbers(100000000)", "max_memory_usage=10000000");
        assertThat(big.header("X-ClickHouse-Exception-Code")).isEqualTo("241");
    }

    @Test
    void get_thatWouldChangeSomething_isRefused() {
        assertThat(curl.get("DROP TABLE words").header("X-ClickHouse-Exception-Code"))
                .isEqualTo("164");
    }

    @Test
    void credentials_wrong_are401WithCode516() {
        for (Answer answer : new Answer[] {
            curl.plain("/?query=SELECT+1"),
            curl.plain("/?query=SELECT+1", "-H", "X-ClickHouse-User: default", "-H", "X-ClickHouse-Key: wrong"),
            curl.plain("/?query=SELECT+1", "-u", "default:wrong"),
            curl.plain("/?query=SELECT+1&user=other&password=" + config.password()),
        }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("X-ClickHouse-Exception-Code")).isEqualTo("516");
            assertThat(answer.text()).doesNotContain(config.password());
        }
    }

    @Test
    void credentials_byBasicOrUrl_areAccepted() {
        String basic = Base64.getEncoder()
                .encodeToString((config.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8));
        assertThat(curl.plain("/?query=SELECT+1", "-H", "Authorization: Basic " + basic)
                        .text())
                .isEqualTo("1\n");
        assertThat(curl.plain("/?query=SELECT+1&user=" + config.user() + "&password=" + config.password())
                        .text())
                .isEqualTo("1\n");
    }

    @Test
    void largeResult_isStreamedWhole() {
        Answer answer = curl.get("SELECT number FROM numbers(2000000)");
        assertThat(answer.isWhole()).isTrue();
        assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(answer.text().lines().mapToLong(Long::parseLong).sum()).isEqualTo(2_000_000L * 1_999_999L / 2);
    }

    @Test
    void largeResult_ofFormatsWithHeader_hasItOnce() {
        String csv = curl.get("SELECT number AS n FROM numbers(300000) FORMAT CSVWithNames")
                .text();
        assertThat(csv.lines().filter(line -> line.equals("\"n\""))).hasSize(1);
        assertThat(csv.lines()).hasSize(300_001);
        byte[] binary = curl.get("SELECT number AS n FROM numbers(300000) FORMAT RowBinaryWithNamesAndTypes")
                .bytes();
        assertThat(binary).hasSize(1 + 2 + 7 + 300_000 * 8);
        assertThat(curl.get("SELECT number AS n FROM numbers(300000) FORMAT JSON")
                        .text())
                .endsWith("}\n")
                .containsOnlyOnce("\"meta\"");
    }

    @Test
    void errorAfterTheBeginning_cutsTheConnection() {
        Answer answer = curl.get("SELECT throwIf(number = 1900000, 'late') FROM numbers(2000000)");
        assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(answer.isWhole()).isFalse();
    }

    @Test
    void gzip_whenAsked_isUsed() throws IOException {
        Answer answer = curl.plain(
                "/?enable_http_compression=1&query=SELECT+number+FROM+numbers(1000)",
                "-H",
                "Accept-Encoding: gzip",
                "-H",
                "X-ClickHouse-User: " + config.user(),
                "-H",
                "X-ClickHouse-Key: " + config.password());
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8).lines()).hasSize(1000);
    }

    @Test
    void nativeCompression_isRefusedWithWhatToDo() {
        Answer answer = curl.get("SELECT 1", "compress=1");
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.text()).contains("compress=0");
    }
}
