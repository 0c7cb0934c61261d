package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.testing.TestClickHouse;

/** The reports over HTTP on the real engine. */
class ReportsOnClickHouseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RANGE = "'dateRange':{'from':'2026-10-01T00:00:00Z','to':'2026-11-01T00:00:00Z'}";
    private static final Instant VISIT = Instant.parse("2026-10-10T12:00:00Z");

    @TempDir
    static Path directory;

    private static final SettableClock CLOCK = new SettableClock();
    private static HttpClickHouse clickHouse;
    private static ApiServer server;
    private static ApiServer.Request request;
    private static Site site;

    @BeforeAll
    static void start() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        server = new ApiServer(directory, CLOCK, clickHouse);
        request = server.withKey();
        site = site("example.org");
        visit(site, 1, 11, VISIT, "/", "Google", null, "");
        visit(site, 2, 12, VISIT.plusSeconds(60), "/it's \\ ä漢🙂", "", new BigDecimal("12.5"), "EUR");
        visit(site, 3, 13, VISIT.plusSeconds(120), "/nul\0x", "", new BigDecimal("7"), "USD");
        Site other = site("other.org");
        visit(other, 1, 11, VISIT, "/", "Google", new BigDecimal("99"), "EUR");
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void query_byPage_countsThisSiteOnly_andTellsOfOtherCurrencies() throws Exception {
        JsonNode answer = ApiServer.json(query("{'metrics':['pageviews','visitors','revenue','bounceRate'],"
                + "'dimensions':['page'],'orderBy':[['page','asc']]," + RANGE + "}"));

        assertThat(answer.path("rows")).hasSize(3);
        assertThat(answer.at("/rows/0")).isEqualTo(JSON.readTree("{\"dimensions\":[\"/\"],\"metrics\":[1,1,0,1.0]}"));
        assertThat(answer.at("/rows/1/dimensions/0").asText()).isEqualTo("/it's \\ ä漢🙂");
        assertThat(answer.at("/rows/1/metrics/2").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(answer.at("/rows/2/dimensions/0").asText()).isEqualTo("/nul\0x");
        assertThat(answer.at("/totals/2").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(answer.at("/meta/notes/0").asText()).contains("7 USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/it's \\ ä漢🙂", "/nul\0x"})
    void filter_onAnOddValue_findsItAndNothingElse(String page) throws Exception {
        for (String operator : List.of("is", "contains", "startsWith")) {
            assertThat(pageviews(operator, page)).as(operator).isEqualTo(1);
        }
        assertThat(pageviews("isNot", page)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE events; --",
                "') OR 1=1 --",
                "\\",
                "\\'",
                "\"",
                "`",
                "{site:UInt32}",
                "{v0:String}",
                "#",
                "\0",
                "\n\t\r",
                "%",
                "🙂\u202e",
                "*/",
                "$$",
                "?",
                "\\N",
                "[]",
            })
    void filter_onAHostileValue_isAValue(String value) throws Exception {
        for (String operator : List.of("is", "isNot", "contains", "startsWith")) {
            int matching = (int) List.of("/", "/it's \\ ä漢🙂", "/nul\0x").stream()
                    .filter(page -> switch (operator) {
                        case "is" -> page.equals(value);
                        case "isNot" -> !page.equals(value);
                        case "contains" -> page.contains(value);
                        default -> page.startsWith(value);
                    })
                    .count();
            assertThat(pageviews(operator, value)).as(operator).isEqualTo(matching);
        }
        HttpResponse<String> byProperty = query(JSON.writeValueAsString(Map.of(
                "metrics", List.of("events"),
                "dimensions", List.of("prop:" + value),
                "dateRange", Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-11-01T00:00:00Z"))));
        assertThat(byProperty.statusCode()).as(byProperty.body()).isEqualTo(200);
    }

    /** Values travel to ClickHouse in the address of the request, where a letter may take nine characters. */
    @Test
    void filter_asLargeAsABodyMayBe_isAnswered() throws Exception {
        String value = "漢".repeat(650);
        String values = ("\"" + value + "\",").repeat(30) + "\"/\"";
        HttpResponse<String> answer = query("{\"metrics\":[\"pageviews\"]," + RANGE.replace('\'', '"')
                + ",\"filters\":[[\"contains\",\"page\",[" + values + "]]]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ApiServer.json(answer).at("/totals/0").asInt()).isEqualTo(3);
    }

    @Test
    void regex_thatGrowsTooLarge_isRefused() throws Exception {
        HttpResponse<String> answer =
                query("{'metrics':['events']," + RANGE + ",'filters':[['matches','page',['((a{100}){10}){100}']]]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void realtime_countsWhoeverWasThereLately() throws Exception {
        CLOCK.advance(Duration.between(CLOCK.instant(), VISIT.plusSeconds(6 * 60 + 30)));

        JsonNode answer = ApiServer.json(request.get("/api/v1/sites/" + site.id() + "/realtime"));

        assertThat(answer.path("visitors5").asInt()).isEqualTo(1);
        assertThat(answer.path("visitors30").asInt()).isEqualTo(3);
        assertThat(answer.path("perMinute")).hasSize(30);
        assertThat(answer.at("/perMinute/29/start").asText()).isEqualTo("2026-10-10T12:06:00Z");
        assertThat(answer.at("/perMinute/23"))
                .isEqualTo(JSON.readTree("{\"start\":\"2026-10-10T12:00:00Z\",\"visitors\":1,\"pageviews\":1}"));
        assertThat(answer.at("/pages")).isEqualTo(JSON.readTree("[{\"page\":\"/nul\\u0000x\",\"visitors\":1}]"));
        assertThat(answer.at("/sources")).isEqualTo(JSON.readTree("[{\"source\":\"\",\"visitors\":1}]"));
    }

    private static int pageviews(String operator, String value) throws Exception {
        HttpResponse<String> answer = query(JSON.writeValueAsString(Map.of(
                "metrics", List.of("pageviews"),
                "filters", List.of(List.of(operator, "page", List.of(value))),
                "dateRange", Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-11-01T00:00:00Z"))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer).at("/totals/0").asInt();
    }

    private static HttpResponse<String> query(String body) throws Exception {
        String json = body.startsWith("{'") ? body.replace('\'', '"') : body;
        return request.header("Content-Type", "application/json")
                .send("POST", "/api/v1/sites/" + site.id() + "/query", json);
    }

    private static Site site(String domain) {
        return server.store.sites().create(new Sites.Settings(domain, List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
    }

    /** A session of one pageview. */
    private static void visit(
            Site site,
            long visitor,
            long session,
            Instant at,
            String page,
            String source,
            BigDecimal revenue,
            String currency) {
        Map<String, Object> values = Map.of(
                "site", site.number(),
                "visitor", visitor,
                "session", session,
                "at", at.toEpochMilli(),
                "page", page,
                "source", source,
                "revenue", revenue == null ? BigDecimal.ZERO : revenue,
                "currency", currency);
        clickHouse.execute("""
                INSERT INTO events (site_id, visitor_id, session_id, at, name, hostname, page, revenue, currency)
                SELECT {site:UInt32}, {visitor:UInt64}, {session:UInt64}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'),
                       'pageview', 'example.org', {page:String}, {revenue:Decimal(18, 4)}, {currency:String}
                """, values);
        clickHouse.execute("""
                INSERT INTO sessions (site_id, visitor_id, session_id, sign, version, started_at, ended_at, events,
                                      pageviews, entry_page, exit_page, source)
                SELECT {site:UInt32}, {visitor:UInt64}, {session:UInt64}, 1, 1,
                       fromUnixTimestamp64Milli({at:Int64}, 'UTC') AS happened, happened, 1, 1, {page:String},
                       {page:String}, {source:String}
                """, values);
    }
}
