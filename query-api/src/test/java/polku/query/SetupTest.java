package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupTest {
    @TempDir
    Path directory;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void setup_withTheTokenOfTheLink_makesTheOwnerAndSignsIn() throws Exception {
        assertThat(ApiServer.json(server.request().get("/api/v1/setup"))
                        .path("required")
                        .asBoolean())
                .isTrue();
        var answer = setUp(token(), "Owner@Example.org", ApiServer.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(201);
        var user = ApiServer.json(answer).path("user");
        assertThat(user.path("email").asText()).isEqualTo("owner@example.org");
        assertThat(user.path("role").asText()).isEqualTo("owner");
        assertThat(server.request()
                        .header("Cookie", ApiServer.cookie(answer))
                        .get("/api/v1/session")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ApiServer.json(server.request().get("/api/v1/setup"))
                        .path("required")
                        .asBoolean())
                .isFalse();
        assertThat(server.api.setupPath()).isEmpty();
    }

    @Test
    void setup_aSecondTime_isAConflict() throws Exception {
        String token = token();
        setUp(token, "owner@example.org", ApiServer.PASSWORD);

        assertThat(setUp(token, "thief@example.org", ApiServer.PASSWORD).statusCode())
                .isEqualTo(409);
        assertThat(server.store.users().find("thief@example.org")).isEmpty();
    }

    @Test
    void setup_afterARestartWithoutAUser_needsTheNewToken() throws Exception {
        String old = token();
        server.close();
        server = new ApiServer(directory);

        assertThat(setUp(old, "owner@example.org", ApiServer.PASSWORD).statusCode())
                .isEqualTo(403);
        assertThat(setUp(token(), "owner@example.org", ApiServer.PASSWORD).statusCode())
                .isEqualTo(201);
    }

    @Test
    void setup_withAnotherToken_isForbidden() throws Exception {
        assertThat(setUp("guess", "owner@example.org", ApiServer.PASSWORD).statusCode())
                .isEqualTo(403);
        assertThat(server.store.users().any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "owner@example.org, ninechars, /password, 'must have 10 to 256 characters'",
        "owner, long enough for it, /email, 'must be an e-mail address'",
        "a b@example.org, long enough for it, /email, 'must be an e-mail address'",
    })
    void setup_withAnUnfitField_saysWhich(String email, String password, String pointer, String detail)
            throws Exception {
        var answer = setUp(token(), email, password);

        assertThat(answer.statusCode()).isEqualTo(400);
        var errors = ApiServer.json(answer).path("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.path(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(errors.path(0).path("detail").asText()).isEqualTo(detail);
        assertThat(server.store.users().any()).isFalse();
    }

    private String token() {
        String path = server.api.setupPath().orElseThrow();
        assertThat(path).startsWith("/setup#token=");
        return path.substring("/setup#token=".length());
    }

    private java.net.http.HttpResponse<String> setUp(String token, String email, String password) throws Exception {
        return server.request()
                .post(
                        "/api/v1/setup",
                        "{'token':'" + token + "','email':'" + email + "','password':'" + password + "'}");
    }
}
