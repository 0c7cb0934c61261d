package polku.load;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/** Bodies as the tracker writes them; the contract is {@code tracker-js/protocol/README.md}. */
public final class Beacons {
    public static final String[] USER_AGENTS = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
                + " Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
    };

    private Beacons() {}

    /** One pageview of a page that 500 share, and behind it as many custom events as make {@code events}; {@code number} makes its ids. */
    static Buffer body(String site, long number, int events) {
        return body(site, number, events, "/page/" + number % 500);
    }

    /** One pageview of the page, and behind it as many custom events as make {@code events}; {@code number} makes its ids. */
    public static Buffer body(String site, long number, int events, String page) {
        long now = System.currentTimeMillis();
        StringBuilder body = new StringBuilder(200 + 120 * events)
                .append("{\"v\":1,\"site\":\"")
                .append(site)
                .append("\",\"id\":\"")
                .append(hex(number * 2 + 1))
                .append("\",\"sentAt\":")
                .append(now)
                .append(",\"language\":\"fi-FI\",\"viewport\":[1440,900],\"pages\":[{\"id\":\"")
                .append(hex(number))
                .append("\",\"url\":\"https://bench.example")
                .append(page)
                .append("\",\"title\":\"Page\",\"referrer\":\"https://www.google.com/\"}],\"items\":[")
                .append("{\"type\":\"pageview\",\"at\":")
                .append(now)
                .append(",\"page\":0}");
        for (int i = 1; i < events; i++) {
            body.append(",{\"type\":\"event\",\"at\":")
                    .append(now)
                    .append(",\"page\":0,\"name\":\"step")
                    .append(i)
                    .append("\",\"props\":{\"plan\":\"pro\",\"seats\":")
                    .append(i)
                    .append("}}");
        }
        return Buffer.buffer(body.append("]}").toString());
    }

    private static String hex(long number) {
        // Spread, so that ids look random and never meet.
        return HexFormat.of().toHexDigits(number * 0x9E3779B97F4A7C15L);
    }
}
