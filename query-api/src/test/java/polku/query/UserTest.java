package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.query.ApiServer.Session;

class UserTest {
    private static final String USER = "/api/v1/user";
    private static final String NEW = "another good password";

    @TempDir
    Path directory;

    private ApiServer server;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        server = new ApiServer(directory);
        session = server.signIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void preferences_areTheBrowsers_untilTheyAreSaid() throws Exception {
        assertThat(user().path("language").asText()).isEqualTo("auto");
        assertThat(user().path("theme").asText()).isEqualTo("auto");

        JsonNode changed = ApiServer.json(server.with(session).patch(USER, "{'language':'fi'}"));

        assertThat(changed.at("/user/language").asText()).isEqualTo("fi");
        assertThat(changed.path("csrfToken").asText()).isEqualTo(session.csrf());
        server.with(session).patch(USER, "{'theme':'dark'}");
        assertThat(user().path("language").asText()).isEqualTo("fi");
        assertThat(user().path("theme").asText()).isEqualTo("dark");
        server.with(session).patch(USER, "{'language':'auto'}");
        assertThat(user().path("language").asText()).isEqualTo("auto");
    }

    @Test
    void newPassword_signsOthersOut_andOpensTheDoor() throws Exception {
        Session elsewhere = server.signIn();

        HttpResponse<String> answer = change(ApiServer.PASSWORD, NEW);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.with(elsewhere).get("/api/v1/session").statusCode()).isEqualTo(401);
        assertThat(server.with(session).get("/api/v1/session").statusCode()).isEqualTo(200);
        assertThat(signIn(ApiServer.PASSWORD)).isEqualTo(401);
        assertThat(signIn(NEW)).isEqualTo(200);
    }

    @Test
    void wrongCurrentPassword_changesNothing_andIsSlowedDown() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(change("not the password", NEW).statusCode()).isEqualTo(403);
        }
        HttpResponse<String> answer = change(ApiServer.PASSWORD, NEW);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(signIn(ApiServer.PASSWORD)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'newPassword':'long enough now'}                          | /currentPassword | is missing",
                "{'currentPassword':'x','newPassword':'short'}              | /newPassword | must have 10 to 256 characters",
                "{'language':'sv'}                                          | /language    | must be one of auto, en, fi",
                "{'theme':'pink'}                                           | /theme       | must be one of auto, dark, light",
            })
    void change_withAWrongField_saysWhichAndWhy(String body, String pointer, String detail) throws Exception {
        HttpResponse<String> answer = server.with(session).patch(USER, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(ApiServer.json(answer).at("/errors/0/detail").asText()).isEqualTo(detail);
    }

    @Test
    void change_withoutCsrfTokenOrByAKey_isRefused() throws Exception {
        assertThat(server.with(session)
                        .without("X-Polku-Csrf")
                        .patch(USER, "{'theme':'dark'}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.withKey().patch(USER, "{'theme':'dark'}").statusCode())
                .isEqualTo(403);
    }

    private JsonNode user() throws Exception {
        return ApiServer.json(server.with(session).get("/api/v1/session")).path("user");
    }

    private HttpResponse<String> change(String current, String password) throws Exception {
        return server.with(session)
                .patch(USER, "{'currentPassword':'" + current + "','newPassword':'" + password + "'}");
    }

    private int signIn(String password) throws Exception {
        return server.request()
                .post("/api/v1/session", "{'email':'" + ApiServer.OWNER + "','password':'" + password + "'}")
                .statusCode();
    }
}
