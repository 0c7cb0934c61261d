package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.Site;
import polku.storage.control.Sites;

class GoalsAndKeysTest {
    private static final String KEYS = "/api/v1/keys";

    @TempDir
    Path directory;

    private ApiServer server;
    private ApiServer.Request request;
    private String goals;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
        request = server.withKey();
        goals = "/api/v1/sites/" + site("example.org").id() + "/goals";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goals_ofPageAndEvent_areKeptAndRemoved() throws Exception {
        JsonNode page = ApiServer.json(
                request.post(goals, "{'name':'Thanked','page':'/thank-you*','event':null,'value':12.50}"));
        JsonNode event = ApiServer.json(request.post(goals, "{'name':'Bought','event':'purchase'}"));

        assertThat(page.path("page").asText()).isEqualTo("/thank-you*");
        assertThat(page.path("event").isNull()).isTrue();
        assertThat(page.path("value").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(event.path("value").isNull()).isTrue();
        assertThat(ApiServer.json(request.get(goals)).path("goals")).containsExactlyInAnyOrder(page, event);

        String path = goals + "/" + page.path("id").asText();
        assertThat(request.delete(path).statusCode()).isEqualTo(204);
        assertThat(request.delete(path).statusCode()).isEqualTo(404);
        assertThat(ApiServer.json(request.get(goals)).path("goals")).containsExactly(event);
    }

    @Test
    void goal_isChangedAsAWhole() throws Exception {
        String id = ApiServer.json(request.post(goals, "{'name':'Bought','event':'purchase','value':5}"))
                .path("id")
                .asText();
        request.post(goals, "{'name':'Taken','event':'x'}");

        JsonNode changed = ApiServer.json(request.patch(goals + "/" + id, "{'name':'Thanked','page':'/thanks'}"));

        assertThat(changed.toString())
                .isEqualTo("{\"id\":\"" + id
                        + "\",\"name\":\"Thanked\",\"page\":\"/thanks\",\"event\":null,\"value\":null}");
        assertThat(ApiServer.json(request.get(goals)).path("goals")).hasSize(2).contains(changed);
        assertThat(request.patch(goals + "/" + id, "{'name':'Taken','page':'/thanks'}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(request.patch(goals + "/" + id, "{'page':'/thanks'}").statusCode())
                .isEqualTo(400);
        String other = "/api/v1/sites/" + site("other.org").id() + "/goals/" + id;
        assertThat(request.patch(other, "{'name':'Thanked','page':'/thanks'}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void goal_ofAnotherSite_isNotFound() throws Exception {
        String id = ApiServer.json(request.post(goals, "{'name':'Bought','event':'purchase'}"))
                .path("id")
                .asText();
        String other = "/api/v1/sites/" + site("other.org").id() + "/goals/" + id;

        assertThat(request.delete(other).statusCode()).isEqualTo(404);
        assertThat(ApiServer.json(request.get(goals)).path("goals")).hasSize(1);
    }

    @Test
    void goal_withATakenName_isAConflict() throws Exception {
        request.post(goals, "{'name':'Bought','event':'purchase'}");
        assertThat(request.post(goals, "{'name':'Bought','page':'/x'}").statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event':'e'}                                | /name  | is missing",
                "{'name':' ','event':'e'}                     | /name  | must have 1 to 100 characters",
                "{'name':'a\\u0000b','event':'e'}             | /name  | must not have control characters",
                "{'name':'a\\ud800b','event':'e'}             | /name  | has the wrong type",
                "{'name':'n'}                                 | ''     | must have either page or event",
                "{'name':'n','event':'e','page':'/p'}         | ''     | must have either page or event",
                "{'name':'n','event':'pageview'}              | /event | must not be pageview; say which page instead",
                "{'name':'n','page':'thanks'}                 | /page  | must begin with /",
                "{'name':'n','page':'/a/***'}                 | /page  | may have * (inside one segment) and ** (any), not ***",
                "{'name':'n','page':'/a#b'}                   | /page  | must be a path, without fragment and spaces",
                "{'name':'n','event':'e','value':-1}          | /value | must be from 0 to 1000000000000 with at most 4 decimals",
                "{'name':'n','event':'e','value':0.00001}     | /value | must be from 0 to 1000000000000 with at most 4 decimals",
                "{'name':'n','event':'e','value':1e999}       | /value | must be from 0 to 1000000000000 with at most 4 decimals",
                "{'name':'n','event':'e','value':1e999999999} | /value | must be from 0 to 1000000000000 with at most 4 decimals",
                "{'name':'n','event':'e','value':1e-99999999} | /value | must be from 0 to 1000000000000 with at most 4 decimals",
                "{'name':'n','event':'e','value':'5'}         | /value | has the wrong type",
            })
    void goal_withAWrongField_saysWhichAndWhy(String body, String pointer, String detail) throws Exception {
        HttpResponse<String> answer = request.post(goals, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode errors = ApiServer.json(answer).path("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.path(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(errors.path(0).path("detail").asText()).isEqualTo(detail);
        assertThat(ApiServer.json(request.get(goals)).path("goals")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0000", "1e12", "1000000000000", "12.3400"})
    void goal_withAFittingValue_keepsIt(String value) throws Exception {
        JsonNode goal = ApiServer.json(request.post(goals, "{'name':'n','event':'e','value':" + value + "}"));
        assertThat(goal.path("value").decimalValue()).isEqualByComparingTo(value);
    }

    @Test
    void key_isShownOnceAndWorksUntilRevoked() throws Exception {
        HttpResponse<String> answer = request.post(KEYS, "{'name':'Import','rights':['read','ingest']}");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode key = ApiServer.json(answer);
        String secret = key.path("key").asText();
        assertThat(key.path("rights").toString()).isEqualTo("[\"ingest\",\"read\"]");

        assertThat(request.get(KEYS).body()).contains("Import").doesNotContain(secret);
        var user = server.request().header("Authorization", "Bearer " + secret);
        assertThat(user.get("/api/v1/sites").statusCode()).isEqualTo(200);

        String path = KEYS + "/" + key.path("id").asText();
        assertThat(request.delete(path).statusCode()).isEqualTo(204);
        assertThat(request.delete(path).statusCode()).isEqualTo(404);
        assertThat(user.get("/api/v1/sites").statusCode()).isEqualTo(401);
    }

    @Test
    void key_madeByAKey_hasNoMoreRightsThanThat() throws Exception {
        String secret = server.store
                .apiKeys()
                .create("limited", new Rights(false, true, true))
                .secret();
        var limited = server.request().header("Authorization", "Bearer " + secret);

        assertThat(limited.post(KEYS, "{'name':'n','rights':['ingest']}").statusCode())
                .isEqualTo(403);
        assertThat(limited.post(KEYS, "{'name':'n','rights':['read','manage']}").statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rights':['read']}                                  | /name",
                "{'name':'n'}                                         | /rights",
                "{'name':'n','rights':[]}                             | /rights",
                "{'name':'n','rights':['root']}                       | /rights",
                "{'name':'n','rights':[null]}                         | /rights",
                "{'name':'n','rights':['read','read','read','read']}  | /rights",
            })
    void key_withAWrongField_saysWhich(String body, String pointer) throws Exception {
        HttpResponse<String> answer = request.post(KEYS, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).path("errors").findValuesAsText("pointer"))
                .containsExactly(pointer);
    }

    private Site site(String domain) {
        return server.store.sites().create(new Sites.Settings(domain, List.of(), ZoneId.of("UTC"), "EUR"));
    }
}
