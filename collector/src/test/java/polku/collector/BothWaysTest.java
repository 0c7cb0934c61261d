package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same beacon by the shortcut ({@code /b}) and by the route ({@code /b?}) is answered and counted the same. */
class BothWaysTest {
    private static final String PAGE = "https://example.org/";

    @TempDir
    Path data;

    private CollectorFixture collector;
    private int number = 0x5000;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    /** A request, its {@code ID} to be filled in. */
    private record Case(String name, Map<String, String> headers, String body) {}

    private record Outcome(
            int status, String body, String type, String readableBy, String exposed, Map<String, Double> counted) {}

    @Test
    void everyKindOfBeacon() {
        String good = CollectorFixture.pageview("ID", PAGE);
        Map<String, String> browser = Map.of("User-Agent", CollectorFixture.FIREFOX);
        List<Case> cases = List.of(
                new Case("usual", browser, good),
                new Case("no user agent", Map.of(), good),
                new Case("a user agent never seen", Map.of("User-Agent", "Mozilla/5.0 Brand New/" + number), good),
                new Case("a robot", Map.of("User-Agent", "Googlebot/2.1"), good),
                new Case("opted out", with(browser, "Sec-GPC", "1"), good),
                new Case("keyed", with(browser, "Authorization", "Bearer " + CollectorFixture.KEY), good),
                new Case("a key of nobody", with(browser, "Authorization", "Bearer x"), good),
                new Case("no bearer", with(browser, "Authorization", "Basic eDp5"), good),
                new Case("own origin", with(browser, "Origin", "https://www.example.org"), good),
                new Case("foreign origin", with(browser, "Origin", "https://evil.example"), good),
                new Case("foreign page", browser, CollectorFixture.pageview("ID", "https://evil.example/")),
                new Case("unknown site", browser, good.replace("k3v9q2xm7abc", "nosuchsite00")),
                new Case("a visitor without a key", browser, good.replaceFirst("\\{", "{\"visitor\":\"u1\",")),
                new Case("not JSON", browser, "{"),
                new Case("nothing", browser, ""),
                new Case("another type", with(browser, "Content-Type", "image/png"), good),
                new Case("a type with a charset", with(browser, "Content-Type", "text/plain; charset=utf-8"), good));
        for (Case each : cases) {
            Outcome shortcut = post("/b", each);
            assertThat(shortcut).as(each.name).isEqualTo(post("/b?", each));
            assertThat(shortcut.counted).as(each.name).isNotEmpty();
        }
    }

    @Test
    void repetition_isKnown_whicheverWayItComes() {
        String body = CollectorFixture.pageview("0000000000004001", PAGE);
        Map<String, String> browser = Map.of("User-Agent", CollectorFixture.FIREFOX);
        assertThat(collector.post("/b", body, browser).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(collector.post("/b?", body, browser).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.post("/b", body, browser).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
    }

    private Outcome post(String path, Case sent) {
        Map<String, Double> before = counts();
        String id = String.format("%016x", number++);
        HttpResponse<String> response =
                collector.post(path, sent.body.replace("\"ID\"", "\"" + id + "\""), sent.headers);
        Map<String, Double> counted = new HashMap<>();
        counts().forEach((name, count) -> {
            double more = count - before.getOrDefault(name, 0.0);
            if (more != 0) {
                counted.put(name, more);
            }
        });
        return new Outcome(
                response.statusCode(),
                response.body().replaceAll("\"requestId\":\"[^\"]*\"", ""),
                header(response, "Content-Type"),
                header(response, "Access-Control-Allow-Origin"),
                header(response, "Access-Control-Expose-Headers"),
                counted);
    }

    private Map<String, Double> counts() {
        Map<String, Double> counts = new HashMap<>();
        counts.put(
                "accepted",
                collector.metrics.get("polku.events.accepted").counter().count());
        Arrays.stream(DropReason.values())
                .forEach(reason -> counts.put(
                        reason.label(),
                        collector.count(reason.isAnsweredAsTaken() ? "dropped" : "rejected", reason.label())));
        return counts;
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }
}
