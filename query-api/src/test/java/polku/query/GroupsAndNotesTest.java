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
import polku.storage.control.Sites;

class GroupsAndNotesTest {
    @TempDir
    Path directory;

    private ApiServer server;
    private ApiServer.Request request;
    private String groups;
    private String notes;
    private String other;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
        request = server.withKey();
        groups = site("example.org") + "/groups";
        notes = groups.replace("/groups", "/notes");
        other = site("other.org");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void groups_areListedInTheOrderInWhichTheyApply() throws Exception {
        String any = id(request.post(groups, "{'name':'Blog','pattern':'/blog/**'}"));
        String authors = id(request.post(groups, "{'name':'Authors','pattern':'/blog/authors/*'}"));
        String posts = id(request.post(groups, "{'name':'Posts','pattern':'/blog/*'}"));

        assertThat(ApiServer.json(request.get(groups)).findValuesAsText("id")).containsExactly(authors, posts, any);
    }

    @Test
    void group_isChangedAndRemoved_onItsOwnSiteAlone() throws Exception {
        String id = id(request.post(groups, "{'name':'Blog','pattern':'/blog/**'}"));
        String path = "/groups/" + id;

        assertThat(request.patch(other + path, "{'name':'Mine'}").statusCode()).isEqualTo(404);
        assertThat(request.delete(other + path).statusCode()).isEqualTo(404);
        JsonNode changed = ApiServer.json(request.patch(groups + "/" + id, "{'pattern':'/blog/*'}"));
        assertThat(changed.toString()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"Blog\",\"pattern\":\"/blog/*\"}");
        assertThat(ApiServer.json(request.get(groups)).at("/groups/0")).isEqualTo(changed);
        assertThat(request.delete(groups + "/" + id).statusCode()).isEqualTo(204);
        assertThat(ApiServer.json(request.get(groups)).at("/groups")).isEmpty();
    }

    @Test
    void group_withATakenName_isAConflict() throws Exception {
        request.post(groups, "{'name':'Blog','pattern':'/blog/**'}");
        String second = id(request.post(groups, "{'name':'Shop','pattern':'/shop/**'}"));
        assertThat(request.post(groups, "{'name':'Blog','pattern':'/b'}").statusCode())
                .isEqualTo(409);
        assertThat(request.patch(groups + "/" + second, "{'name':'Blog'}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void groups_beyondFifty_areAConflict() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(request.post(groups, "{'name':'" + i + "','pattern':'/" + i + "/*'}")
                            .statusCode())
                    .isEqualTo(201);
        }
        assertThat(request.post(groups, "{'name':'more','pattern':'/more/*'}").statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'pattern':'/a/*'}                 | /name    | is missing",
                "{'name':'n'}                       | /pattern | is missing",
                "{'name':'n','pattern':'a/*'}       | /pattern | must begin with /",
                "{'name':'n','pattern':'/a#b'}      | /pattern | must be a path, without fragment and spaces",
                "{'name':' ','pattern':'/a/*'}      | /name    | must have 1 to 100 characters",
            })
    void group_withAWrongField_saysWhichAndWhy(String body, String pointer, String detail) throws Exception {
        isInvalid(request.post(groups, body), pointer, detail);
    }

    @Test
    void notes_areListedByTime_inTheSitesZone() throws Exception {
        request.post(notes, "{'at':'2026-11-20T10:00:00+02:00','text':' Newsletter '}");
        request.post(notes, "{'at':'2026-10-20T10:00:00Z','text':'Launch'}");

        JsonNode all = ApiServer.json(request.get(notes)).path("notes");
        assertThat(all.findValuesAsText("text")).containsExactly("Launch", "Newsletter");
        assertThat(all.findValuesAsText("at"))
                .containsExactly("2026-10-20T13:00:00+03:00", "2026-11-20T10:00:00+02:00");
        assertThat(ApiServer.json(request.get(notes + "?from=2026-11-01T00:00:00Z&to=2026-11-20T08:00:00Z"))
                        .path("notes"))
                .isEmpty();
        assertThat(ApiServer.json(request.get(notes + "?from=2026-11-20T08:00:00Z"))
                        .path("notes"))
                .hasSize(1);
        assertThat(ApiServer.json(request.get(other + "/notes")).path("notes")).isEmpty();
    }

    @Test
    void note_isChangedAndRemoved_onItsOwnSiteAlone() throws Exception {
        String id = id(request.post(notes, "{'at':'2026-11-20T10:00:00Z','text':'Launch'}"));

        assertThat(request.patch(other + "/notes/" + id, "{'text':'x'}").statusCode())
                .isEqualTo(404);
        assertThat(request.delete(other + "/notes/" + id).statusCode()).isEqualTo(404);
        assertThat(ApiServer.json(request.patch(notes + "/" + id, "{'at':'2026-11-21T10:00:00Z'}"))
                        .toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"at\":\"2026-11-21T12:00:00+02:00\",\"text\":\"Launch\"}");
        assertThat(request.delete(notes + "/" + id).statusCode()).isEqualTo(204);
        assertThat(request.delete(notes + "/" + id).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text':'x'}                              | /at   | is missing",
                "{'at':'2026-11-20T10:00:00Z'}             | /text | is missing",
                "{'at':'yesterday','text':'x'}             | /at   | must be a time with a zone, such as 2026-10-01T00:00:00Z",
                "{'at':'2300-11-20T10:00:00Z','text':'x'}  | /at   | must be from 1970-01-02 to 2200-01-01",
            })
    void note_withAWrongField_saysWhichAndWhy(String body, String pointer, String detail) throws Exception {
        isInvalid(request.post(notes, body), pointer, detail);
    }

    @ParameterizedTest
    @CsvSource({"?from=now, /from", "?since=2026-11-20T08:00:00Z, /since", "?to=2026-11-20T08:00:00Z&to=x, /to"})
    void notes_withAWrongParameter_sayWhich(String parameters, String pointer) throws Exception {
        HttpResponse<String> answer = request.get(notes + parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    private static void isInvalid(HttpResponse<String> answer, String pointer, String detail) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(ApiServer.json(answer).at("/errors/0/detail").asText()).isEqualTo(detail);
    }

    private static String id(HttpResponse<String> created) {
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return ApiServer.json(created).path("id").asText();
    }

    private String site(String domain) {
        return "/api/v1/sites/"
                + server.store
                        .sites()
                        .create(new Sites.Settings(domain, List.of(), ZoneId.of("Europe/Helsinki"), "EUR"))
                        .id();
    }
}
