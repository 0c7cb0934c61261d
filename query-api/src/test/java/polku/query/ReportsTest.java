package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.clickhouse.Migrations;
import polku.storage.config.Environment;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.engine.EmbeddedClickHouse;
import polku.storage.engine.EngineConfig;

/** The reports through HTTP on the real engine: two visitors, one of whom buys, and everything the document promises. */
class ReportsTest {
    private static final String NOVEMBER =
            "'dateRange':{'from':'2026-11-01T00:00:00+02:00','to':'2026-12-01T00:00:00+02:00'}";

    @TempDir
    static Path directory;

    private static EmbeddedClickHouse engine;
    private static ClickHouse clickHouse;
    private static ApiServer server;
    private static ApiServer.Request request;
    private static String site;
    private static String empty;

    @BeforeAll
    static void start() {
        engine = EmbeddedClickHouse.start(EngineConfig.from(Environment.ofProcess(), directory.resolve("engine")));
        ClickHouseConfig config = engine.config("polku");
        Migrations.apply(config);
        clickHouse = new HttpClickHouse(config);
        server = new ApiServer(directory.resolve("control"), clickHouse);
        request = server.withKey();
        Site stored = site("example.org");
        site = "/api/v1/sites/" + stored.id();
        empty = "/api/v1/sites/" + site("empty.example").id();
        record(stored.number());
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
        engine.close();
    }

    /** Now is 2026-11-23T12:00Z. Visitor 1 sees / and /thanks and buys for 12.50; visitor 2 sees / two days before. */
    private static void record(int number) {
        String events = "INSERT INTO events (site_id, visitor_id, session_id, at, event_id, name, hostname, page,"
                + " revenue, currency, source, country, props) VALUES ";
        String sessions = "INSERT INTO sessions (site_id, visitor_id, session_id, sign, version, started_at, ended_at,"
                + " active_from, active_to, events, pageviews, engaged_ms, entry_page, exit_page, source, country)"
                + " VALUES ";
        clickHouse.execute(
                events
                        + ("(#,1,11,'2026-11-23 11:58:00',1,'pageview','example.org','/',NULL,'','Google','FI',{'plan':'pro'}),"
                                        + "(#,1,11,'2026-11-23 11:58:30',2,'pageview','example.org','/thanks',NULL,'','Google','FI',{}),"
                                        + "(#,1,11,'2026-11-23 11:59:00',3,'purchase','example.org','/thanks',12.5,'EUR','Google','FI',{'plan':'pro'}),"
                                        + "(#,2,12,'2026-11-21 10:00:00',4,'pageview','example.org','/',NULL,'','Direct','SE',{})")
                                .replace("#", Integer.toString(number)),
                Map.of());
        clickHouse.execute(
                sessions
                        + ("(#,1,11,1,1,'2026-11-23 11:58:00','2026-11-23 11:59:00','2026-11-23 11:58:00',"
                                        + "'2026-11-23 11:59:00',3,2,9000,'/','/thanks','Google','FI'),"
                                        + "(#,2,12,1,1,'2026-11-21 10:00:00','2026-11-21 10:00:00','2026-11-21 10:00:00',"
                                        + "'2026-11-21 10:00:00',1,1,1000,'/','/','Direct','SE')")
                                .replace("#", Integer.toString(number)),
                Map.of());
    }

    @Test
    void query_ofAllMetrics_isAsDefinedAndDocumented() throws Exception {
        JsonNode answer = query(
                site,
                "{'metrics':['visitors','sessions','pageviews','events','bounceRate','sessionDuration','engagedTime',"
                        + "'viewsPerSession','revenue','conversions','conversionRate']," + NOVEMBER
                        + ",'compare':'previousPeriod'}");

        assertThat(answer.path("totals").toString()).isEqualTo("[2,2,3,4,0.5,30.0,5.0,1.5,12.5,0,0.0]");
        assertThat(answer.path("comparison").path("totals").get(0).asInt()).isZero();
        assertThat(answer.path("comparison").path("totals").get(4).isNull()).isTrue();
        assertThat(answer.path("meta").path("timezone").asText()).isEqualTo("Europe/Helsinki");
    }

    @Test
    void query_ofAGoal_countsItsConversions() throws Exception {
        String goal = ApiServer.json(request.post(site + "/goals", "{'name':'Thanked','page':'/thank*','value':3}"))
                .path("id")
                .asText();
        JsonNode answer =
                query(site, "{'metrics':['conversions:" + goal + "','conversionRate:" + goal + "']," + NOVEMBER + "}");

        assertThat(answer.path("totals").toString()).isEqualTo("[1,0.5]");
        assertThat(request.delete(site + "/goals/" + goal).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'dimensions':['page','country'],'orderBy':[['visitors','desc']],'limit':2,'cursor':null",
                "'dimensions':['page'],'limit':1,'offset':1",
                "'dimensions':['source'],'filters':[['is','country',['FI','SE']],"
                        + "['or',[['contains','page',['/']],['matches','page',['^/b.*']]]]]",
                "'interval':'day'",
                "'interval':'week','dimensions':['country'],'compare':'previousYear'",
                "'interval':'month','compare':{'from':'2026-09-01T00:00:00Z','to':'2026-10-01T00:00:00Z'}",
                "'dimensions':['prop:plan'],'filters':[]",
            })
    void query_ofEveryShape_isAnsweredAsDocumented(String more) throws Exception {
        String body = "{'metrics':['visitors','bounceRate','revenue']," + NOVEMBER + "," + more + "}";
        assertThat(query(site, body).path("rows")).isNotEmpty();
        query(empty, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'metrics':['visitors']}",
                "{'metrics':['nonsense'],N}",
                "{'metrics':[],N}",
                "{'metrics':['visitors'],N,'dimensions':['nonsense']}",
                "{'metrics':['visitors'],N,'filters':[['is','page']]}",
                "{'metrics':['visitors'],N,'filters':[['matches','page',['(']]]}",
                "{'metrics':['visitors'],N,'limit':0}",
                "{'metrics':['visitors'],N,'limit':1001}",
                "{'metrics':['visitors'],N,'cursor':'nonsense'}",
                "{'metrics':['visitors'],N,'interval':'fortnight'}",
                "{'metrics':['visitors'],N,'orderBy':[['visitors','up']]}",
                "{'metrics':['conversions:nosuchgoal12'],N}",
                "{'metrics':['visitors'],'dateRange':{'from':'2026-11-02T00:00:00Z','to':'2026-11-01T00:00:00Z'}}",
                "{'metrics':['visitors'],'dateRange':{'from':'yesterday','to':'today'}}",
                "{'metrics':['visitors'],N,'unknown':1}",
            })
    void query_thatIsWrong_isABadRequest(String body) throws Exception {
        HttpResponse<String> answer = request.post(site + "/query", body.replace("N", NOVEMBER));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ApiServer.json(answer).path("detail").asText()).isNotEmpty();
    }

    @Test
    void values_areThoseSeen_mostFrequentFirst() throws Exception {
        assertThat(get(site + "/values?dimension=page").toString())
                .isEqualTo("{\"dimension\":\"page\",\"values\":[{\"value\":\"/\",\"count\":2},"
                        + "{\"value\":\"/thanks\",\"count\":1}],\"more\":false}");
        assertThat(get(site + "/values?dimension=source&search=GOO&limit=1").toString())
                .isEqualTo("{\"dimension\":\"source\",\"values\":[{\"value\":\"Google\",\"count\":1}],\"more\":false}");
        assertThat(get(site + "/values?dimension=page&limit=1").path("more").asBoolean())
                .isTrue();
        assertThat(get(site + "/values?dimension=page&from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z")
                        .at("/values/0/count")
                        .asInt())
                .isEqualTo(1);
        assertThat(get(empty + "/values?dimension=hour").path("values")).isEmpty();
    }

    @Test
    void properties_areNamedWithTheirEvents() throws Exception {
        assertThat(get(site + "/properties").toString())
                .isEqualTo(
                        "{\"properties\":[{\"name\":\"plan\",\"count\":2,\"events\":[{\"event\":\"pageview\",\"count\":1},"
                                + "{\"event\":\"purchase\",\"count\":1}]}]}");
        assertThat(get(empty + "/properties").path("properties")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "values, /dimension",
        "values?dimension=nonsense, /dimension",
        "values?dimension=page&limit=0, /limit",
        "values?dimension=page&limit=101, /limit",
        "values?dimension=page&limit=x, /limit",
        "values?dimension=page&from=2026-11-23T00:00:00Z, /to",
        "values?dimension=page&page=1, /page",
        "values?dimension=page&dimension=source, /dimension",
        "properties?dimension=page, /dimension",
    })
    void suggestions_withAWrongParameter_sayWhich(String asked, String pointer) throws Exception {
        HttpResponse<String> answer = request.get(site + "/" + asked);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ApiServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void suggestions_withAnAddressThatCannotBeDecoded_areABadRequest() throws Exception {
        assertThat(server.raw("GET " + site + "/values?dimension=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void groups_areADimensionAndAFilter() throws Exception {
        String group = ApiServer.json(request.post(site + "/groups", "{'name':'Done','pattern':'/th*'}"))
                .path("id")
                .asText();

        assertThat(query(site, "{'metrics':['pageviews','visitors'],'dimensions':['pageGroup']," + NOVEMBER + "}")
                        .path("rows")
                        .toString())
                .isEqualTo(
                        "[{\"dimensions\":[\"/\"],\"metrics\":[2,2]},{\"dimensions\":[\"Done\"],\"metrics\":[1,1]}]");
        assertThat(query(site, "{'metrics':['events'],'filters':[['is','pageGroup',['Done']]]," + NOVEMBER + "}")
                        .at("/totals/0")
                        .asInt())
                .isEqualTo(2);
        assertThat(request.delete(site + "/groups/" + group).statusCode()).isEqualTo(204);
        assertThat(get(site + "/groups/suggestions").path("suggestions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/csv, */*;q=0.1", "application/json;q=0.5, text/csv"})
    void query_asCsv_hasAllRowsWhateverTheLimit(String accept) throws Exception {
        HttpResponse<String> answer = request.header("Accept", accept)
                .post(site + "/query", "{'metrics':['pageviews'],'dimensions':['page'],'limit':1," + NOVEMBER + "}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(answer.headers().firstValue("Polku-Truncated")).isEmpty();
        assertThat(answer.body()).isEqualTo("page,pageviews\r\n/,2\r\n/thanks,1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/csv;q=0.9", "text/html", "nonsense"})
    void query_thatDoesNotAskForCsv_isAnsweredInJson(String accept) throws Exception {
        HttpResponse<String> answer =
                request.header("Accept", accept).post(site + "/query", "{'metrics':['pageviews']," + NOVEMBER + "}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void comparison_saysHowSureTheChangesAre_whereItIsAsked() throws Exception {
        String question = "{'metrics':['pageviews','bounceRate','revenue']," + NOVEMBER + ",'compare':'previousPeriod'";
        assertThat(query(site, question + "}").at("/comparison/significance").isNull())
                .isTrue();

        JsonNode changes = query(site, question + ",'significance':true}").at("/comparison/significance");

        assertThat(changes.findValuesAsText("metric")).containsExactly("pageviews", "bounceRate", "revenue");
        assertThat(changes.at("/0/pValue").asDouble()).isBetween(0.0, 0.3);
        assertThat(changes.at("/0/smallSample").asBoolean()).isTrue();
        assertThat(changes.at("/1/pValue").isNull()).isTrue();
        query(empty, question + ",'significance':true}");
    }

    @Test
    void goals_areSuggestedFromWhatWasSeen() throws Exception {
        assertThat(get(site + "/goals/suggestions").toString())
                .isEqualTo(
                        "{\"suggestions\":[{\"name\":\"Purchase\",\"page\":null,\"event\":\"purchase\",\"reason\":\"purchase\",\"count\":1},"
                                + "{\"name\":\"/thanks\",\"page\":\"/thanks\",\"event\":null,\"reason\":\"thankYouPage\",\"count\":1}]}");
        assertThat(get(empty + "/goals/suggestions").path("suggestions")).isEmpty();
    }

    @Test
    void query_byWeekdayAndHour_isByTheSitesClock() throws Exception {
        assertThat(query(
                                site,
                                "{'metrics':['pageviews','sessions'],'dimensions':['weekday','hour'],"
                                        + "'orderBy':[['weekday','asc'],['hour','asc']]," + NOVEMBER + "}")
                        .path("rows")
                        .toString())
                .isEqualTo(
                        "[{\"dimensions\":[\"1\",\"13\"],\"metrics\":[2,1]},{\"dimensions\":[\"6\",\"12\"],\"metrics\":[1,1]}]");
    }

    @Test
    void realtime_tellsTheLastHalfHour() throws Exception {
        JsonNode answer = ApiServer.json(request.get(site + "/realtime"));

        assertThat(answer.path("visitors5").asInt()).isEqualTo(1);
        assertThat(answer.path("visitors30").asInt()).isEqualTo(1);
        assertThat(answer.path("perMinute")).hasSize(30);
        assertThat(request.get(empty + "/realtime").statusCode()).isEqualTo(200);
    }

    @Test
    void status_isThatOfTheStoredEvents() throws Exception {
        assertThat(request.get(site + "/status").body())
                .isEqualTo("{\"firstEventAt\":\"2026-11-21T10:00:00Z\",\"lastEventAt\":\"2026-11-23T11:59:00Z\"}");
        assertThat(request.get(empty + "/status").body()).isEqualTo("{\"firstEventAt\":null,\"lastEventAt\":null}");
    }

    @Test
    void reports_ofAnUnknownSite_areNotFound() throws Exception {
        assertThat(request.post("/api/v1/sites/nosuchsite12/query", "{'metrics':['visitors']," + NOVEMBER + "}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(request.get("/api/v1/sites/nosuchsite12/realtime").statusCode())
                .isEqualTo(404);
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = request.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private static JsonNode query(String of, String body) throws Exception {
        HttpResponse<String> answer = request.post(of + "/query", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private static Site site(String domain) {
        return server.store.sites().create(new Sites.Settings(domain, List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
    }
}
