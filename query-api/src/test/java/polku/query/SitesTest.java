package polku.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.clickhouse.ClickHouseException;

class SitesTest {
    /** All that hold what visitors did. */
    private static final List<String> TABLES = List.of(
            "events",
            "interactions",
            "sessions",
            "named_events",
            "identities",
            "page_snapshots",
            "replay_chunks",
            "event_slots",
            "session_slots");

    private static final String SITES = "/api/v1/sites";

    @TempDir
    Path directory;

    private ApiServer server;
    private ApiServer.Request request;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
        request = server.withKey();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void create_withADomainAlone_takesTheDefaults() throws Exception {
        HttpResponse<String> answer = request.post(SITES, "{'domain':'https://www.Example.org/shop'}");

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode site = ApiServer.json(answer);
        String id = site.path("id").asText();
        assertThat(answer.headers().firstValue("Location")).hasValue(SITES + "/" + id);
        assertThat(site.path("domain").asText()).isEqualTo("example.org");
        assertThat(site.path("timezone").asText()).isEqualTo("UTC");
        assertThat(site.path("currency").asText()).isEqualTo("EUR");
        assertThat(site.path("aliases")).isEmpty();
        assertThat(site.path("createdAt").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(ApiServer.json(request.get(SITES + "/" + id))).isEqualTo(site);
        assertThat(ApiServer.json(request.get(SITES)).path("sites"))
                .singleElement()
                .isEqualTo(site);
        assertThat(server.store.sites().find(id)).isPresent();
    }

    @Test
    void create_withEverything_keepsIt() throws Exception {
        JsonNode site = ApiServer.json(request.post(
                SITES,
                "{'domain':'pähkinä.fi','timezone':'Europe/Helsinki','currency':'sek',"
                        + "'aliases':['www.shop.example','shop.example','pähkinä.fi']}"));

        assertThat(site.path("domain").asText()).isEqualTo("xn--phkin-grae.fi");
        assertThat(site.path("timezone").asText()).isEqualTo("Europe/Helsinki");
        assertThat(site.path("currency").asText()).isEqualTo("SEK");
        assertThat(site.path("aliases").toString()).isEqualTo("[\"shop.example\"]");
    }

    @Test
    void create_ofADomainThatIsThere_isAConflict() throws Exception {
        request.post(SITES, "{'domain':'example.org'}");
        HttpResponse<String> answer = request.post(SITES, "{'domain':'http://EXAMPLE.org:8080'}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(ApiServer.json(answer).path("detail").asText()).contains("example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | /domain    | is missing",
                "{'domain':null}                                 | /domain    | is missing",
                "{'domain':'not a domain'}                       | /domain    | must be a domain such as example.org",
                "{'domain':'a.org','timezone':'Mars/Olympus'}    | /timezone  | must be a time zone such as Europe/Helsinki",
                "{'domain':'a.org','timezone':'+02:00'}          | /timezone  | must be a time zone such as Europe/Helsinki",
                "{'domain':'a.org','currency':'EURO'}            | /currency  | must be a currency such as EUR",
                "{'domain':'a.org','currency':'XAU'}             | /currency  | must be a currency such as EUR",
                "{'domain':'a.org','aliases':['b.org','c d']}    | /aliases/1 | must be a domain such as example.org",
                "{'domain':'a.org','aliases':[null]}             | /aliases/0 | is missing",
                "{'domain':'a.org','aliases':'b.org'}            | /aliases   | has the wrong type",
                "{'domain':'a.org','excludedAddresses':['10.0.0.0/33']} | /excludedAddresses/0 | '10.0.0.0/33' is neither an address nor a network such as 10.0.0.0/8",
                "{'domain':'a.org','excludedAddresses':['::1','10.0.0.1, ::2']} | /excludedAddresses/1 | must be one address or network such as 192.0.2.7 or 10.0.0.0/8",
                "{'domain':'a.org','queryParameters':['a=b']}    | /queryParameters/0 | must be the name of a parameter, such as id",
                "{'domain':'a.org','maskedPages':['/a','b']}     | /maskedPages/1 | must begin with /",
                "{'domain':'a.org','snapshots':'no'}             | /snapshots | has the wrong type",
                "{'domain':'a.org','replay':{'sampleRate':1.5}} | /replay/sampleRate | must be from 0 to 1",
                "{'domain':'a.org','replay':{'minimumSeconds':601}} | /replay/minimumSeconds | must be from 0 to 600",
                "{'domain':'a.org','replay':{'budgetMegabytes':9}} | /replay/budgetMegabytes | must be from 10 to 10000000",
                "{'domain':'a.org','replay':{'start':{'pages':['/a','b']}}} | /replay/start/pages/1 | must begin with /",
                "{'domain':'a.org','replay':{'retention':1}}     | /replay/retention | is not a field that is known here",
                "{'domain':'a.org','name':''}                    | /name      | must have 1 to 100 characters",
                "{'domain':7}                                    | /domain    | has the wrong type",
                "{'domain':'a.org','owner':'me'}                 | /owner     | is not a field that is known here",
            })
    void create_withAWrongField_saysWhichAndWhy(String body, String pointer, String detail) throws Exception {
        HttpResponse<String> answer = request.post(SITES, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode errors = ApiServer.json(answer).path("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.path(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(errors.path(0).path("detail").asText()).isEqualTo(detail);
        assertThat(server.store.sites().list()).isEmpty();
    }

    @Test
    void create_withSeveralWrongFields_saysAllAtOnce() throws Exception {
        HttpResponse<String> answer =
                request.post(SITES, "{'domain':'?','timezone':'x','currency':'y','aliases':['z z']}");

        assertThat(ApiServer.json(answer).path("errors").findValuesAsText("pointer"))
                .containsExactly("/domain", "/timezone", "/currency", "/aliases/0");
        assertThat(ApiServer.json(answer).path("detail").asText())
                .startsWith("domain must be a domain such as example.org; timezone must be");
    }

    @Test
    void change_ofOneField_leavesTheOthers() throws Exception {
        String path = SITES + "/" + add("{'domain':'a.org','timezone':'Asia/Kathmandu','aliases':['b.org']}");

        JsonNode changed = ApiServer.json(request.patch(path, "{'currency':'NPR'}"));
        assertThat(changed.path("currency").asText()).isEqualTo("NPR");
        assertThat(changed.path("timezone").asText()).isEqualTo("Asia/Kathmandu");
        assertThat(changed.path("domain").asText()).isEqualTo("a.org");
        assertThat(changed.path("aliases").toString()).isEqualTo("[\"b.org\"]");

        changed = ApiServer.json(request.patch(path, "{'domain':'c.org','aliases':[]}"));
        assertThat(changed.path("domain").asText()).isEqualTo("c.org");
        assertThat(changed.path("aliases")).isEmpty();
        assertThat(ApiServer.json(request.get(path))).isEqualTo(changed);

        changed =
                ApiServer.json(request.patch(path, "{'excludedAddresses':[' 192.0.2.7','2001:db8::/32','192.0.2.7']}"));
        assertThat(changed.path("excludedAddresses").toString()).isEqualTo("[\"192.0.2.7\",\"2001:db8::/32\"]");
        changed = ApiServer.json(request.patch(path, "{'currency':'EUR'}"));
        assertThat(changed.path("excludedAddresses")).hasSize(2);
    }

    @Test
    void change_toATakenDomainOrAWrongOne_changesNothing() throws Exception {
        add("{'domain':'taken.org'}");
        String path = SITES + "/" + add("{'domain':'a.org'}");

        assertThat(request.patch(path, "{'domain':'taken.org'}").statusCode()).isEqualTo(409);
        assertThat(request.patch(path, "{'domain':' '}").statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(request.get(path)).path("domain").asText()).isEqualTo("a.org");
    }

    @Test
    void delete_takesTheSiteWithItsData() throws Exception {
        String id = add("{'domain':'a.org'}");
        int number = server.store.sites().find(id).orElseThrow().number();

        HttpResponse<String> answer = request.delete(SITES + "/" + id);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"" + id + "\",\"erasing\":true}");
        await().untilAsserted(() -> assertThat(erased()).containsExactlyElementsOf(TABLES));
        assertThat(server.clickHouse.executed).allMatch(statement -> statement.endsWith("{site=" + number + "}"));
        for (String path : List.of("", "/status", "/goals")) {
            assertThat(request.get(SITES + "/" + id + path).statusCode()).isEqualTo(404);
        }
        assertThat(request.delete(SITES + "/" + id).statusCode()).isEqualTo(404);
        assertThat(request.patch(SITES + "/" + id, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void delete_whileClickHouseIsAway_isDoneLater_alsoAfterARestart() throws Exception {
        String id = add("{'domain':'a.org'}");
        CountDownLatch tried = new CountDownLatch(1);
        server.clickHouse.before = () -> {
            tried.countDown();
            throw new ClickHouseException(0, ClickHouseException.Outcome.UNAVAILABLE, "refused", null);
        };

        assertThat(request.delete(SITES + "/" + id).statusCode()).isEqualTo(202);
        assertThat(tried.await(10, TimeUnit.SECONDS)).isTrue();
        server.close();
        server = new ApiServer(directory);

        await().untilAsserted(() -> assertThat(erased()).isEqualTo(TABLES));
        assertThat(server.store.erasures().list()).hasSize(1);
    }

    @Test
    void delete_isRepeatedForLateRows_andThenForgotten() throws Exception {
        String id = add("{'domain':'a.org'}");
        request.delete(SITES + "/" + id);
        await().untilAsserted(() -> assertThat(erased()).isEqualTo(TABLES));
        SettableClock later = new SettableClock();
        later.advance(Duration.ofHours(1));
        server.close();
        server = new ApiServer(directory, later);

        await().untilAsserted(() -> assertThat(server.store.erasures().list()).isEmpty());
        assertThat(erased()).isEqualTo(TABLES);
    }

    @Test
    void name_isTheDomain_untilItIsSaid() throws Exception {
        String path = SITES + "/" + add("{'domain':'a.org'}");
        assertThat(ApiServer.json(request.get(path)).path("name").asText()).isEqualTo("a.org");
        assertThat(ApiServer.json(request.patch(path, "{'domain':'b.org'}"))
                        .path("name")
                        .asText())
                .isEqualTo("b.org");
        assertThat(ApiServer.json(request.patch(path, "{'name':'The shop'}"))
                        .path("name")
                        .asText())
                .isEqualTo("The shop");
        assertThat(ApiServer.json(request.patch(path, "{'domain':'c.org'}"))
                        .path("name")
                        .asText())
                .isEqualTo("The shop");
    }

    @ParameterizedTest
    @CsvSource({
        "?url=https://elsewhere.org/, /url",
        "?url=ftp://localhost/, /url",
        "?url=https://user@localhost/, /url",
        "?url=nonsense, /url",
        "?server=nonsense, /server",
        "?page=x, /page",
    })
    void check_ofAWrongAddress_isRefused(String parameters, String pointer) throws Exception {
        HttpResponse<String> answer = request.get(SITES + "/" + add("{'domain':'localhost'}") + "/check" + parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void check_ofThisMachine_asksNobody() throws Exception {
        assertThat(request.get(SITES + "/" + add("{'domain':'localhost'}") + "/check")
                        .body())
                .startsWith("{\"url\":\"https://localhost/\",\"status\":null,"
                        + "\"findings\":[{\"code\":\"notReachable\",\"detail\":\"privateAddress\"}],");
    }

    @Test
    void queryParameters_areKeptOnce() throws Exception {
        String path = SITES + "/" + add("{'domain':'a.org','queryParameters':['tab','id',' id ']}");
        assertThat(ApiServer.json(request.get(path)).path("queryParameters").toString())
                .isEqualTo("[\"id\",\"tab\"]");
        assertThat(ApiServer.json(request.patch(path, "{'currency':'SEK'}")).path("queryParameters"))
                .hasSize(2);
        assertThat(ApiServer.json(request.patch(path, "{'queryParameters':[]}")).path("queryParameters"))
                .isEmpty();
    }

    @Test
    void snapshots_areTakenAndAccountPagesMasked_untilTheOwnerSaysOtherwise() throws Exception {
        String path = SITES + "/" + add("{'domain':'a.org'}");
        assertThat(ApiServer.json(request.get(path)).path("snapshots").asBoolean())
                .isTrue();
        assertThat(ApiServer.json(request.get(path)).path("maskedPages").toString())
                .contains("\"/account/**\"", "\"/tili/**\"");

        request.patch(path, "{'snapshots':false,'maskedPages':['/me/**','/me','/me']}");
        assertThat(ApiServer.json(request.patch(path, "{'currency':'SEK'}"))
                        .path("snapshots")
                        .asBoolean())
                .isFalse();
        assertThat(ApiServer.json(request.get(path)).path("maskedPages").toString())
                .isEqualTo("[\"/me/**\",\"/me\"]");
        assertThat(ApiServer.json(request.patch(path, "{'maskedPages':[]}")).path("maskedPages"))
                .isEmpty();
    }

    @Test
    void replay_isOffUntilTheOwnerTurnsItOn_andChangesMemberByMember() throws Exception {
        String path = SITES + "/" + add("{'domain':'a.org'}");
        JsonNode before = ApiServer.json(request.get(path)).path("replay");
        assertThat(before.path("recorded").asBoolean()).isFalse();
        assertThat(before.path("needsConsent").asBoolean()).isTrue();

        request.patch(
                path, "{'replay':{'recorded':true,'sampleRate':0.5,'start':{'pages':['/a','/a'],'onError':true}}}");
        JsonNode after = ApiServer.json(request.patch(path, "{'replay':{'maximumMinutes':5,'start':{'events':['x']}}}"))
                .path("replay");

        assertThat(after.path("recorded").asBoolean()).isTrue();
        assertThat(after.path("sampleRate").asDouble()).isEqualTo(0.5);
        assertThat(after.path("maximumMinutes").asInt()).isEqualTo(5);
        assertThat(after.path("retentionDays").asInt())
                .isEqualTo(before.path("retentionDays").asInt());
        assertThat(after.path("start").toString())
                .isEqualTo("{\"pages\":[\"/a\"],\"events\":[\"x\"],\"onError\":true,\"onRageClick\":false}");
        assertThat(ApiServer.json(request.patch(path, "{'currency':'SEK'}")).path("replay"))
                .isEqualTo(after);
    }

    @Test
    void status_turnsFromNullToTheFirstAndLastEvent() throws Exception {
        String path = SITES + "/" + add("{'domain':'a.org'}") + "/status";
        assertThat(request.get(path).body()).isEqualTo("{\"firstEventAt\":null,\"lastEventAt\":null}");

        server.clickHouse.row = List.of(
                ZonedDateTime.parse("2026-11-23T12:00:00.123Z[UTC]"), ZonedDateTime.parse("2026-11-23T12:00:01Z[UTC]"));
        assertThat(request.get(path).body())
                .isEqualTo("{\"firstEventAt\":\"2026-11-23T12:00:00.123Z\",\"lastEventAt\":\"2026-11-23T12:00:01Z\"}");
    }

    /** The tables from which rows were deleted. */
    private List<String> erased() {
        return server.clickHouse.executed.stream()
                .map(statement -> statement.replaceAll("ALTER TABLE (\\w+) DELETE .*", "$1"))
                .toList();
    }

    private String add(String body) throws Exception {
        return ApiServer.json(request.post(SITES, body)).path("id").asText();
    }
}
