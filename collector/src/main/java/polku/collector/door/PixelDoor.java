package polku.collector.door;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import polku.collector.Refusal;
import polku.collector.beacon.Beacon;
import polku.collector.enrich.PageUrl;

/** {@code GET /p.gif?site=…&url=…}: a pageview of a browser without JavaScript. The body is the query. */
public final class PixelDoor implements Door {
    @Override
    public Optional<Beacon> read(byte[] query, Caller caller) {
        Map<String, String> parameters = new PageUrl("", "/", new String(query, StandardCharsets.UTF_8)).parameters();
        String site = parameters.getOrDefault("site", "");
        String url = parameters.getOrDefault("url", "");
        if (site.isEmpty() || url.isEmpty()) {
            throw Refusal.malformed("The pixel needs 'site', and 'url' or a Referer.");
        }
        return Optional.of(new Beacon(
                site,
                ThreadLocalRandom.current().nextLong(),
                caller.receivedAt(),
                "",
                0,
                0,
                List.of(new Beacon.Page(
                        ThreadLocalRandom.current().nextLong(), Members.cut(url, Members.MAX_URL), "", "")),
                List.of(new Beacon.Pageview(caller.receivedAt(), 0)),
                null,
                null,
                null));
    }
}
