package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;
import polku.storage.control.Sites;

class CrawlersTest {
    @TempDir
    Path directory;

    @Test
    void crawlers_areCountedApartFromThoseOfLanguageModels_byTheSitesDays() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            Site site = site(server, "example.org");
            Site other = site(server, "other.org");
            LocalDate day = LocalDate.of(2026, 11, 20);
            server.store
                    .leftOut()
                    .add(List.of(
                            seen(site, day, Reason.BOT, "Googlebot", 5),
                            seen(site, day.plusDays(1), Reason.BOT, "Googlebot", 2),
                            seen(site, day, Reason.BOT, "Bingbot", 9),
                            seen(site, day, Reason.AI_CRAWLER, "GPTBot", 4),
                            seen(site, day.minusDays(1), Reason.AI_CRAWLER, "GPTBot", 100),
                            seen(site, day, Reason.OPTED_OUT, "", 50),
                            seen(other, day, Reason.AI_CRAWLER, "GPTBot", 1000)));
            ApiServer.Request request = server.withKey();
            String path = "/api/v1/sites/" + site.id() + "/crawlers";

            JsonNode answer = ApiServer.json(request.get(path + "?from=2026-11-19T22:00:00Z&to=2026-11-21T22:00:00Z"));

            assertThat(answer.toString())
                    .isEqualTo("{\"bots\":{\"events\":16,\"crawlers\":[{\"name\":\"Bingbot\",\"events\":9},"
                            + "{\"name\":\"Googlebot\",\"events\":7}]},"
                            + "\"ai\":{\"events\":4,\"crawlers\":[{\"name\":\"GPTBot\",\"events\":4}]},"
                            + "\"days\":[{\"day\":\"2026-11-20\",\"bots\":14,\"ai\":4},"
                            + "{\"day\":\"2026-11-21\",\"bots\":2,\"ai\":0}]}");
            JsonNode lately = ApiServer.json(request.get(path));
            assertThat(lately.at("/ai/events").asInt()).isEqualTo(104);
            assertThat(lately.path("days")).hasSize(31);
            assertThat(ApiServer.json(request.get(path + "?from=2000-01-01T00:00:00Z&to=2026-11-22T00:00:00Z"))
                            .path("days"))
                    .hasSize(400);
            assertThat(request.get(path + "?day=1").statusCode()).isEqualTo(400);
        }
    }

    private static Entry seen(Site site, LocalDate day, Reason reason, String name, long events) {
        return new Entry(site.number(), day, reason, name, 0, events, Instant.EPOCH);
    }

    private static Site site(ApiServer server, String domain) {
        return server.store.sites().create(new Sites.Settings(domain, List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
    }
}
