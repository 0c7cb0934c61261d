package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'site':'k3v9q2xm7abc','name':'refund','visitorId':'u1'} | true",
                "{'site':'k3v9q2xm7abc','name':'refund','visitorId':null,'ip':'198.51.100.7','userAgent':'x','url':null,'timestamp':null,'props':null,'sessionId':'s'} | true",
                "{'site':'k3v9q2xm7abc','name':'pageview','visitorId':'u1','url':'https://example.org/','timestamp':1759312800000} | true",
                "{'site':'k3v9q2xm7abc','name':'pageview','visitorId':'u1'} | false",
                "{'site':'k3v9q2xm7abc','name':'refund','visitorId':'u1','timestamp':1000} | false",
                "{'name':'refund','visitorId':'u1'} | false"
            })
    void serverEvent_isDocumentedAsTheCollectorTakesIt(String event, boolean taken) {
        String json = "[" + event.replace('\'', '"') + "]";
        for (String type : List.of("application~1json", "text~1plain")) {
            assertThat(ApiContract.errors("/paths/~1api~1v1~1events/post/requestBody/content/" + type + "/schema", json)
                            .isEmpty())
                    .as(json)
                    .isEqualTo(taken);
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
