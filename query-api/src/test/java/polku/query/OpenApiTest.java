package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.query.access.Access;
import polku.query.web.Endpoint;

/** That real answers are as documented is held by {@link ApiServer} in every test. */
class OpenApiTest {
    @TempDir
    Path directory;

    @Test
    void document_describesTheEndpointsThereAreAndNoOthers() {
        Set<String> documented = new TreeSet<>();
        ApiContract.DOCUMENT
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    String tag = operation.getValue().path("tags").path(0).asText();
                    if (!tag.equals("collector")) {
                        documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> mounted = new TreeSet<>();
        try (ApiServer server = new ApiServer(directory)) {
            server.api.endpoints().forEach(endpoint -> mounted.add(endpoint.method() + " /api/v1" + endpoint.path()));
        }

        assertThat(documented).isEqualTo(mounted);
    }

    @Test
    void document_saysWhoMayAsk() {
        try (ApiServer server = new ApiServer(directory)) {
            for (Endpoint<?> endpoint : server.api.endpoints()) {
                JsonNode operation = ApiContract.DOCUMENT
                        .path("paths")
                        .path("/api/v1" + endpoint.path())
                        .path(endpoint.method().name().toLowerCase(Locale.ROOT));
                String said = operation.path("security").toString();
                boolean write = !endpoint.method().name().equals("GET");
                String session = write ? "{\"session\":[],\"csrf\":[]}" : "{\"session\":[]}";
                String expected = switch (endpoint.access()) {
                    case ANYONE -> "[]";
                    case SIGNED_IN -> "[" + session + "]";
                    default -> "[{\"key\":[]}," + session + "]";
                };
                assertThat(said).as(endpoint.method() + " " + endpoint.path()).isEqualTo(expected);
                assertThat(operation.path("responses").has("401"))
                        .isEqualTo(endpoint.access() != Access.ANYONE
                                || endpoint.path().equals("/session"));
            }
        }
    }

    @Test
    void references_leadSomewhere() {
        assertThat(ApiContract.DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                ApiContract.DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void openApi_isServedToAnyone() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            var answer = server.request().get("/api/v1/openapi.json");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(ApiServer.json(answer)).isEqualTo(ApiContract.DOCUMENT);
        }
    }
}
