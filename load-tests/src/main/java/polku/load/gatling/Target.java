package polku.load.gatling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import polku.load.Http;

/** The server under load, as its API shows it: one site, asked with a key that may read it. */
final class Target {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ROWS = 1_000;

    private final String url;
    private final String site;
    private final String key;
    private final String domain;
    private final String currency;

    /** @param url of the server, without a slash at its end */
    Target(String url, String site, String key) {
        this.url = url;
        this.site = site;
        this.key = key;
        JsonNode settings = send("GET", "/api/v1/sites/" + site, "");
        domain = settings.get("domain").asText();
        currency = settings.get("currency").asText();
    }

    String url() {
        return url;
    }

    String site() {
        return site;
    }

    /** "https://example.org" */
    String origin() {
        return "https://" + domain;
    }

    String currency() {
        return currency;
    }

    /** The totals of these metrics over all sessions with this UTM content since {@code from}; absent numbers are 0. */
    List<BigDecimal> totals(List<String> metrics, Instant from, String utmContent) {
        return numbers(query(metrics, List.of(), from, utmContent).get("totals"));
    }

    /** One metric by the values of one dimension, likewise. */
    Map<String, Long> rows(String metric, String dimension, Instant from, String utmContent) {
        Map<String, Long> rows = new TreeMap<>();
        for (JsonNode row :
                query(List.of(metric), List.of(dimension), from, utmContent).get("rows")) {
            rows.put(
                    row.get("dimensions").get(0).asText(),
                    row.get("metrics").get(0).asLong());
        }
        return rows;
    }

    private JsonNode query(List<String> metrics, List<String> dimensions, Instant from, String utmContent) {
        ObjectNode question = JSON.createObjectNode();
        question.set("metrics", JSON.valueToTree(metrics));
        question.set("dimensions", JSON.valueToTree(dimensions));
        question.set("filters", JSON.valueToTree(List.of(List.of("is", "utmContent", List.of(utmContent)))));
        question.putObject("dateRange")
                .put("from", from.toString())
                .put("to", Instant.now().plus(Duration.ofHours(1)).toString());
        question.put("limit", MOST_ROWS);
        return send("POST", "/api/v1/sites/" + site + "/query", question.toString());
    }

    private static List<BigDecimal> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::decimalValue)
                .toList();
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = Http.send(request);
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        method + " " + url + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
