package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.clickhouse.ClickHouseException.Outcome;
import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.Goals;
import polku.storage.control.Sites;

/** What may be asked and what not; what the numbers are is held by the tests of storage. */
class ReportRequestsTest {
    private static final String RANGE = "'dateRange':{'from':'2026-10-01T00:00:00Z','to':'2026-11-01T00:00:00Z'}";
    private static final String SESSIONS = "{'metrics':['sessions']," + RANGE + "}";

    @TempDir
    Path directory;

    private ApiServer server;
    private ApiServer.Request request;
    private String query;
    private String realtime;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
        request = server.withKey();
        String site = server.store
                .sites()
                .create(new Sites.Settings("example.org", List.of(), ZoneId.of("Europe/Helsinki"), "EUR"))
                .id();
        query = "/api/v1/sites/" + site + "/query";
        realtime = "/api/v1/sites/" + site + "/realtime";
        server.store.goals().create(site, new Goals.Settings("Bought", null, "purchase", null));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T23:59:59Z", "1969-12-31T00:00:00Z", "-0044-03-15T00:00:00Z", "2200-01-01T00:00:01Z"})
    void time_outOfBounds_isToldTheBounds(String from) throws Exception {
        var answer = request.post(
                query, "{'metrics':['sessions'],'dateRange':{'from':'" + from + "','to':'2026-10-01T00:00:00Z'}}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).path("detail").asText())
                .isEqualTo("dateRange.from must be from 1970-01-02 to 2200-01-01.");
    }

    @Test
    void query_ofTotals_hasOneRowAndTheTimesInTheSitesZone() throws Exception {
        server.clickHouse.row = List.of(42L, 1L);

        JsonNode answer = ApiServer.json(request.post(query, SESSIONS));

        assertThat(answer.path("rows")).hasSize(1);
        assertThat(answer.at("/rows/0/metrics/0").asInt()).isEqualTo(42);
        assertThat(answer.at("/totals/0").asInt()).isEqualTo(42);
        assertThat(answer.path("comparison").isNull()).isTrue();
        assertThat(answer.at("/meta/dateRange/from").asText()).isEqualTo("2026-10-01T03:00:00+03:00");
        assertThat(answer.at("/meta/dateRange/to").asText()).isEqualTo("2026-11-01T02:00:00+02:00");
        assertThat(answer.at("/meta/timezone").asText()).isEqualTo("Europe/Helsinki");
        assertThat(answer.at("/meta/rowCount").asInt()).isEqualTo(1);
        assertThat(answer.at("/meta/approximate")).isEmpty();
    }

    @Test
    void query_withMoreVisitorsThanMemoryHolds_estimatesThemAndSaysSo() throws Exception {
        server.clickHouse.row = List.of(65_537L, 1L);
        server.clickHouse.tooLarge = "uniqExact(";
        JsonNode answer = ApiServer.json(request.post(query, SESSIONS.replace("sessions", "visitors")));
        assertThat(answer.at("/meta/approximate/0").asText()).isEqualTo("visitors");
    }

    @Test
    void series_withoutLimit_hasEveryStepAcrossTheClockChange() throws Exception {
        server.clickHouse.row = List.of(0L, 7L, 1L);
        String day = "{'metrics':['sessions'],'interval':'hour',"
                + "'dateRange':{'from':'2026-10-25T00:00:00+03:00','to':'2026-10-26T00:00:00+02:00'}}";

        JsonNode answer = ApiServer.json(request.post(query, day));

        assertThat(answer.path("rows")).hasSize(25);
        assertThat(answer.at("/rows/3/dimensions/0").asText()).isEqualTo("2026-10-25T03:00:00+03:00");
        assertThat(answer.at("/rows/4/dimensions/0").asText()).isEqualTo("2026-10-25T03:00:00+02:00");
        assertThat(answer.at("/rows/0/metrics/0").asInt()).isEqualTo(7);
        assertThat(answer.at("/rows/24/metrics/0").asInt()).isZero();
        assertThat(answer.at("/meta/nextCursor").isNull()).isTrue();
    }

    @Test
    void cursor_leadsThroughAllPages_andFitsOnlyItsOwnQuestion() throws Exception {
        server.clickHouse.row = List.of(0L, 7L, 1L);
        String days = "{'metrics':['sessions'],'interval':'day','limit':20," + RANGE + "}";

        JsonNode first = ApiServer.json(request.post(query, days));
        String cursor = ",'cursor':'" + first.at("/meta/nextCursor").asText() + "'}";
        JsonNode second = ApiServer.json(request.post(query, days.replaceAll("}$", cursor)));

        assertThat(first.path("rows")).hasSize(20);
        assertThat(second.path("rows")).hasSize(12);
        assertThat(second.at("/rows/11/dimensions/0").asText()).isEqualTo("2026-11-01T00:00:00+02:00");
        assertThat(second.at("/meta/nextCursor").isNull()).isTrue();
        assertThat(request.post(query, days.replace("sessions", "visitors").replaceAll("}$", cursor))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void offset_leadsToTheSamePageAsACursor() throws Exception {
        server.clickHouse.row = List.of(0L, 7L, 1L);
        String days = "{'metrics':['sessions'],'interval':'day','limit':20,'offset':20," + RANGE + "}";

        JsonNode second = ApiServer.json(request.post(query, days));

        assertThat(second.path("rows")).hasSize(12);
        assertThat(second.at("/rows/11/dimensions/0").asText()).isEqualTo("2026-11-01T00:00:00+02:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "previousPeriod | 2026-10-25T00:00:00+03:00 | 2026-10-26T00:00:00+02:00 | 2026-10-24T00:00:00+03:00 | 2026-10-25T00:00:00+03:00",
                "previousPeriod | 2026-10-26T00:00:00+02:00 | 2026-10-27T00:00:00+02:00 | 2026-10-25T00:00:00+03:00 | 2026-10-26T00:00:00+02:00",
                "previousPeriod | 2026-10-26T12:00:00+02:00 | 2026-10-26T18:00:00+02:00 | 2026-10-26T06:00:00+02:00 | 2026-10-26T12:00:00+02:00",
                "previousYear   | 2025-02-01T00:00:00+02:00 | 2025-03-01T00:00:00+02:00 | 2024-02-01T00:00:00+02:00 | 2024-03-01T00:00:00+02:00",
                "previousYear   | 2024-02-01T00:00:00+02:00 | 2024-03-01T00:00:00+02:00 | 2023-02-01T00:00:00+02:00 | 2023-03-01T00:00:00+02:00",
                "previousYear   | 2024-02-28T00:00:00+02:00 | 2024-02-29T00:00:00+02:00 | 2023-02-28T00:00:00+02:00 | 2023-03-01T00:00:00+02:00",
                "previousYear   | 2024-02-28T18:00:00+02:00 | 2024-02-29T12:00:00+02:00 | 2023-02-28T18:00:00+02:00 | 2023-03-01T12:00:00+02:00",
            })
    void comparison_isOnTheCalendarOfTheSite(
            String compare, String from, String to, String expectedFrom, String expectedTo) throws Exception {
        server.clickHouse.row = List.of(1L, 2L, 1L);
        String body = "{'metrics':['sessions'],'compare':'" + compare + "','dateRange':{'from':'" + from + "','to':'"
                + to + "'}}";

        JsonNode comparison = ApiServer.json(request.post(query, body)).path("comparison");

        assertThat(comparison.at("/dateRange/from").asText()).isEqualTo(expectedFrom);
        assertThat(comparison.at("/dateRange/to").asText()).isEqualTo(expectedTo);
        assertThat(comparison.at("/totals/0").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{RANGE}                                                    | /metrics",
                "{'metrics':[],RANGE}                                       | /metrics",
                "{'metrics':null,RANGE}                                     | /metrics",
                "{'metrics':['sesions'],RANGE}                              | /metrics/0",
                "{'metrics':['visitors',null],RANGE}                        | /metrics/1",
                "{'metrics':['visitors','visitors'],RANGE}                  | /metrics/1",
                "{'metrics':['visitors:1'],RANGE}                           | /metrics/0",
                "{'metrics':['conversions:nosuchgoal'],RANGE}               | /metrics/0",
                "{'metrics':'visitors',RANGE}                               | /metrics",
                "{'metrics':['sessions']}                                   | /dateRange",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-01T00:00:00Z'}} | /dateRange/to",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-01','to':'2026-10-02'}} | /dateRange/from",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-01T00:00:00','to':'2026-10-02T00:00:00'}} | /dateRange/from",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-02T00:00:00Z','to':'2026-10-02T00:00:00Z'}} | /dateRange/to",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-02T00:00:00Z','to':'2026-10-01T00:00:00Z'}} | /dateRange/to",
                "{'metrics':['sessions'],'dateRange':{'from':'1950-10-02T00:00:00Z','to':'2026-10-01T00:00:00Z'}} | /dateRange/from",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-02T00:00:00Z','to':'2999-10-01T00:00:00Z'}} | /dateRange/to",
                "{'metrics':['sessions'],'dateRange':{'from':'2026-10-02T00:00:00Z','to':'2026-10-03T00:00:00Z','x':1}} | /dateRange/x",
                "{'metrics':['sessions'],RANGE,'sql':'1'}                   | /sql",
                "{'metrics':['sessions'],RANGE,'dimensions':['colour']}     | /dimensions/0",
                "{'metrics':['sessions'],RANGE,'dimensions':['goal']}       | /dimensions/0",
                "{'metrics':['sessions'],RANGE,'dimensions':['prop:']}      | /dimensions/0",
                "{'metrics':['sessions'],RANGE,'dimensions':['page','page']} | /dimensions/1",
                "{'metrics':['sessions'],RANGE,'dimensions':['page','os','event','device']} | /dimensions",
                "{'metrics':['sessions'],RANGE,'dimensions':[null]}         | /dimensions/0",
                "{'metrics':['sessions'],RANGE,'interval':'fortnight'}      | /interval",
                "{'metrics':['sessions'],RANGE,'interval':'minute'}         | /interval",
                "{'metrics':['sessions'],RANGE,'compare':'lastWeek'}        | /compare",
                "{'metrics':['sessions'],RANGE,'compare':7}                 | /compare",
                "{'metrics':['sessions'],RANGE,'compare':{'from':'2026-10-01T00:00:00Z'}} | /compare/to",
                "{'metrics':['sessions'],RANGE,'compare':{'from':1,'to':2}} | /compare/from",
                "{'metrics':['sessions'],RANGE,'compare':{'since':1}}       | /compare/since",
                "{'metrics':['sessions'],RANGE,'orderBy':[['visitors','desc']]} | /orderBy/0/0",
                "{'metrics':['sessions'],RANGE,'orderBy':[['sessions','down']]} | /orderBy/0/1",
                "{'metrics':['sessions'],RANGE,'orderBy':[['sessions']]}    | /orderBy/0",
                "{'metrics':['sessions'],RANGE,'orderBy':[null]}            | /orderBy/0",
                "{'metrics':['sessions'],RANGE,'limit':0}                   | /limit",
                "{'metrics':['sessions'],RANGE,'limit':1001}                | /limit",
                "{'metrics':['sessions'],RANGE,'limit':1.5}                 | /limit",
                "{'metrics':['sessions'],RANGE,'cursor':'?'}                | /cursor",
                "{'metrics':['sessions'],RANGE,'cursor':'AAAAAAAAAAAAAAAA'} | /cursor",
                "{'metrics':['sessions'],RANGE,'offset':-1}                 | /offset",
                "{'metrics':['sessions'],RANGE,'offset':10000001}           | /offset",
                "{'metrics':['sessions'],RANGE,'offset':1,'cursor':'AAAA'}  | /offset",
                "{'metrics':['sessions'],RANGE,'filters':['x']}             | /filters/0",
                "{'metrics':['sessions'],RANGE,'filters':[null]}            | /filters/0",
                "{'metrics':['sessions'],RANGE,'filters':[['has','page',['/']]]} | /filters/0/0",
                "{'metrics':['sessions'],RANGE,'filters':[['is','page']]}   | /filters/0",
                "{'metrics':['sessions'],RANGE,'filters':[['is','colour',['/']]]} | /filters/0/1",
                "{'metrics':['sessions'],RANGE,'filters':[['is',7,['/']]]}  | /filters/0/1",
                "{'metrics':['sessions'],RANGE,'filters':[['is','page','/']]} | /filters/0/2",
                "{'metrics':['sessions'],RANGE,'filters':[['is','page',[]]]} | /filters/0/2",
                "{'metrics':['sessions'],RANGE,'filters':[['is','page',[1]]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['is','page',[null]]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['is','page',['a\\ud800']]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['contains','page',['']]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['matches','page',['(']]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['matches','page',['(?=a)']]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['is','goal',['none']]]} | /filters/0/2/0",
                "{'metrics':['sessions'],RANGE,'filters':[['contains','goal',['none']]]} | /filters/0/0",
                "{'metrics':['sessions'],RANGE,'filters':[['or',[]]]}       | /filters/0/1",
                "{'metrics':['sessions'],RANGE,'filters':[['or','page',['/']]]} | /filters/0/1",
                "{'metrics':['sessions'],RANGE,'filters':[['or',[['or',[['is','page',['/']]]]]]]} | /filters/0/1/0",
                "{'metrics':['sessions'],RANGE,'filters':[['or',[['is','page',[1]]]]]} | /filters/0/1/0/2/0",
            })
    void query_thatIsWrong_isRefusedAndSaysWhere(String body, String pointer) throws Exception {
        HttpResponse<String> answer = request.post(query, body.replace("RANGE", RANGE));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ApiServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void query_beyondTheLimits_isRefused() throws Exception {
        assertThat(status("['is','page',[" + "'/',".repeat(100) + "'/']]")).isEqualTo(400);
        assertThat(status("['is','page',[" + "'/',".repeat(99) + "'/']]")).isEqualTo(200);
        assertThat(status("['is','page',['/']],".repeat(20) + "['is','page',['/']]"))
                .isEqualTo(400);
        assertThat(status("['is','page',['/']],".repeat(19) + "['is','page',['/']]"))
                .isEqualTo(200);
        assertThat(status("['matches','page',['" + "a".repeat(513) + "']]")).isEqualTo(400);
        assertThat(status("['matches','page',['" + "a".repeat(512) + "']]")).isEqualTo(200);
        assertThat(status("['is','page',['" + "a".repeat(2049) + "']]")).isEqualTo(400);
    }

    private int status(String filters) throws Exception {
        server.clickHouse.row = List.of(42L, 1L);
        return request.post(query, "{'metrics':['sessions']," + RANGE + ",'filters':[" + filters + "]}")
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "159, UNAVAILABLE, 422",
        "241, UNAVAILABLE, 422",
        "160, REJECTED, 422",
        "202, UNAVAILABLE, 503",
        "0, UNAVAILABLE, 503",
        "427, REJECTED, 400",
    })
    void query_thatClickHouseStops_hasAStatusThatSaysWhy(int code, Outcome outcome, int status) throws Exception {
        server.clickHouse.before = () -> {
            throw new ClickHouseException(code, outcome, "stopped", null);
        };
        assertThat(request.post(query, SESSIONS).statusCode()).isEqualTo(status);
    }

    @Test
    void failure_isNotKept() throws Exception {
        server.clickHouse.row = List.of(42L, 1L);
        server.clickHouse.before = () -> {
            throw new ClickHouseException(0, Outcome.UNAVAILABLE, "away", null);
        };
        assertThat(request.post(query, SESSIONS).statusCode()).isEqualTo(503);
        server.clickHouse.before = () -> {};
        assertThat(request.post(query, SESSIONS).statusCode()).isEqualTo(200);
    }

    @Test
    void sameQuestion_askedByManyAtOnce_isAnsweredOnce() throws Exception {
        server.clickHouse.row = List.of(42L, 1L);
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        server.clickHouse.before = () -> {
            calls.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return request.post(query, SESSIONS).statusCode();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        Awaitility.await().until(() -> calls.get() > 0);
        go.countDown();

        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void panelsOfAScreen_shareTheirTotals() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.clickHouse.row = List.of("x", 1L, 1L);
        server.clickHouse.before = asked::incrementAndGet;
        for (String dimension : List.of("source", "country", "page", "device")) {
            request.post(query, SESSIONS.replaceAll("}$", ",'dimensions':['" + dimension + "']}"));
        }
        // One for the totals (should a second pass meanwhile, once more), and one for each panel's rows.
        assertThat(asked.get()).isBetween(5, 6);
    }

    @Test
    void reports_areForReadersOfTheSite() throws Exception {
        String ingestOnly = server.store
                .apiKeys()
                .create("in", new Rights(true, false, false))
                .secret();
        ApiServer.Request writer = server.request().header("Authorization", "Bearer " + ingestOnly);

        assertThat(server.request().post(query, SESSIONS).statusCode()).isEqualTo(401);
        assertThat(server.request().get(realtime).statusCode()).isEqualTo(401);
        assertThat(writer.post(query, SESSIONS).statusCode()).isEqualTo(403);
        assertThat(writer.get(realtime).statusCode()).isEqualTo(403);
        assertThat(request.post("/api/v1/sites/zzzzzzzzzzzz/query", SESSIONS).statusCode())
                .isEqualTo(404);
        assertThat(request.get("/api/v1/sites/zzzzzzzzzzzz/realtime").statusCode())
                .isEqualTo(404);
    }
}
