package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds real requests and answers against the OpenAPI document. */
final class ApiContract {
    private static final String LOCATION = "https://polku.invalid/openapi.json";
    private static final String TEXT = text();
    static final JsonNode DOCUMENT = parse(TEXT);
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, TEXT))));

    private ApiContract() {}

    /** The answer has a documented status and form; where it is a success, so had the request. */
    static void check(String method, String path, String requestBody, HttpResponse<String> answer) {
        String template = templateOf(path);
        JsonNode operation = DOCUMENT.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            assertThat(answer.statusCode())
                    .as(method + " " + path + " is not documented")
                    .isIn(404, 405);
            return;
        }
        String pointer = "/paths/" + escape(template) + "/" + method.toLowerCase(Locale.ROOT);
        String status = Integer.toString(answer.statusCode());
        String responsePointer = pointer + "/responses/" + status;
        JsonNode response = operation.path("responses").path(status);
        assertThat(response.isMissingNode())
                .as("%s %s: status %s is documented; body %s", method, path, status, answer.body())
                .isFalse();
        if (response.has("$ref")) {
            responsePointer = response.path("$ref").asText().substring(1);
            response = DOCUMENT.at(responsePointer);
        }
        if (!response.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        assertThat(response.path("content").has(type)).as("%s: %s", path, type).isTrue();
        if (!type.endsWith("json")) {
            return;
        }
        assertValid(responsePointer + "/content/" + escape(type) + "/schema", answer.body());
        if (answer.statusCode() < 300 && operation.has("requestBody")) {
            assertValid(pointer + "/requestBody/content/application~1json/schema", requestBody);
        }
    }

    private static void assertValid(String pointer, String json) {
        assertThat(errors(pointer, json)).as("%s against %s", json, pointer).isEmpty();
    }

    /** @param pointer to a schema of the document */
    static Set<ValidationMessage> errors(String pointer, String json) {
        return SCHEMAS.getSchema(SchemaLocation.of(LOCATION + "#" + pointer)).validate(parse(json));
    }

    private static String templateOf(String path) {
        String bare = path.replaceFirst("\\?.*", "");
        String found = bare;
        int parameters = Integer.MAX_VALUE;
        for (Iterator<String> templates = DOCUMENT.path("paths").fieldNames(); templates.hasNext(); ) {
            String template = templates.next();
            // As in OpenAPI, the one that leaves the least open holds.
            int open = template.split("\\{", -1).length;
            if (bare.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")) && open < parameters) {
                found = template;
                parameters = open;
            }
        }
        return found;
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text() {
        try (InputStream stream = ApiContract.class.getResourceAsStream("/polku/query/openapi/openapi.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
