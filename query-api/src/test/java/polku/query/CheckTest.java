package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.control.LeftOutLog.Entry;
import polku.storage.control.LeftOutLog.Reason;
import polku.storage.control.Site;
import polku.storage.control.Sites;

/** What the live check says of that which came and was left out; the page itself is on an address that is never asked. */
class CheckTest {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    @TempDir
    Path directory;

    private ApiServer server;
    private Site site;
    private LocalDate today;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
        site = server.store
                .sites()
                .create(new Sites.Settings(
                        "localhost",
                        List.of("kauppa.example"),
                        HELSINKI,
                        "EUR",
                        List.of("203.0.113.7"),
                        "Shop",
                        List.of()));
        today = LocalDate.ofInstant(server.clock.instant(), HELSINKI);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingLeftOut_isAnEmptyList_sinceYesterday() throws Exception {
        JsonNode answer = check();
        assertThat(Instant.parse(answer.path("since").asText()))
                .isEqualTo(today.minusDays(1).atStartOfDay(HELSINKI).toInstant());
        assertThat(answer.path("leftOut")).isEmpty();
    }

    @Test
    void leftOut_ofTodayAndYesterday_isAddedUp_whatCanBeMendedFirst_theLatestFirst() throws Exception {
        Instant now = server.clock.instant();
        server.store
                .leftOut()
                .add(List.of(
                        entry(today, Reason.BOT, "HeadlessChrome", 2, 3, now.minusSeconds(5)),
                        entry(today, Reason.OPTED_OUT, "", 1, 4, now.minusSeconds(6)),
                        entry(today, Reason.EXCLUDED_ADDRESS, "", 5, 6, now.minusSeconds(7)),
                        entry(today, Reason.AI_CRAWLER, "GPTBot", 1, 1, now),
                        entry(
                                today.minusDays(1),
                                Reason.OTHER_HOST,
                                "shop.example.net",
                                5,
                                5,
                                now.minusSeconds(86_400)),
                        entry(today, Reason.OTHER_HOST, "shop.example.net", 7, 9, now.minusSeconds(60)),
                        entry(today, Reason.OTHER_HOST, "staging.example.net", 1, 1, now.minusSeconds(30)),
                        entry(today.minusDays(2), Reason.OTHER_HOST, "staging.example.net", 100, 100, now)));

        assertThat(said(check()))
                .containsExactly(
                        "otherHost staging.example.net 1 1 30",
                        "otherHost shop.example.net 12 14 60",
                        "excludedAddress null 5 6 7",
                        "optedOut null 1 4 6",
                        "bot HeadlessChrome 2 3 5",
                        "aiCrawler GPTBot 1 1 0");
    }

    @Test
    void hostsThatAreTheSitesByNow_andAddressesThatAreCountedAgain_areNotTold() throws Exception {
        Instant now = server.clock.instant();
        server.store
                .leftOut()
                .add(List.of(
                        entry(today, Reason.OTHER_HOST, "shop.example.net", 1, 1, now),
                        entry(today, Reason.OTHER_HOST, "www.kauppa.example", 1, 1, now),
                        entry(today, Reason.EXCLUDED_ADDRESS, "", 1, 1, now)));
        assertThat(said(check())).containsExactly("otherHost shop.example.net 1 1 0", "excludedAddress null 1 1 0");

        server.withKey().patch(path(""), "{'aliases':['kauppa.example','example.net'],'excludedAddresses':[]}");
        assertThat(said(check())).isEmpty();
    }

    @Test
    void ofManyRobots_theTenThatCameLastAreTold() throws Exception {
        List<Entry> robots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            robots.add(entry(
                    today, Reason.BOT, "bot" + i, 0, 1, server.clock.instant().minusSeconds(i)));
        }
        server.store.leftOut().add(robots);
        assertThat(said(check())).hasSize(10).startsWith("bot bot0 0 1 0").endsWith("bot bot9 0 1 9");
    }

    private Entry entry(LocalDate day, Reason reason, String name, long pageviews, long events, Instant lastAt) {
        return new Entry(site.number(), day, reason, name, pageviews, events, lastAt);
    }

    private JsonNode check() throws Exception {
        return ApiServer.json(server.withKey().get(path("/check")));
    }

    private String path(String below) {
        return "/api/v1/sites/" + site.id() + below;
    }

    /** Reason, name, pageviews, events, and seconds since the last. */
    private List<String> said(JsonNode answer) {
        List<String> said = new ArrayList<>();
        for (JsonNode one : answer.path("leftOut")) {
            Instant last = OffsetDateTime.parse(one.path("lastAt").asText()).toInstant();
            said.add(String.join(
                    " ",
                    one.path("reason").asText(),
                    one.path("name").asText(),
                    one.path("pageviews").asText(),
                    one.path("events").asText(),
                    String.valueOf(server.clock.instant().getEpochSecond() - last.getEpochSecond())));
        }
        return said;
    }
}
