package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.InteractionRow;
import polku.storage.write.InteractionRow.Kind;
import polku.storage.write.RowWriter;

/** A page that asks for its own map, by an owner's link. */
class OverlayTest {
    private static final String PATH = "/api/v1/overlay";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private HttpClickHouse clickHouse;
    private ApiServer server;
    private Site site;

    @BeforeEach
    void start() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        server = new ApiServer(directory, clock, clickHouse);
        site = server.store
                .sites()
                .create(new Sites.Settings("example.org", List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
        store(click(site.number(), "/coffee", 1), click(site.number(), "/coffee", 40), click(site.number(), "/tea", 1));
        store(click(site.number() + 1, "/coffee", 2));
    }

    @AfterEach
    void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void overlay_answersTheMapOfTheTokensPageAlone() throws Exception {
        JsonNode answer = ApiServer.json(ask(token(Purpose.OVERLAY), "'kind':'click'"));
        assertThat(answer.path("interactions").asInt()).isEqualTo(1);
        assertThat(answer.at("/elements/0/selector").asText()).isEqualTo("a#buy");
        assertThat(ApiServer.json(ask(token(Purpose.OVERLAY), "'kind':'click','days':60"))
                        .path("interactions")
                        .asInt())
                .isEqualTo(2);
        assertThat(ApiServer.json(ask(token(Purpose.OVERLAY), "'kind':'click','device':'mobile'"))
                        .path("interactions")
                        .asInt())
                .isZero();
    }

    @Test
    void overlay_mayBeAskedByPagesOfAnyOrigin() throws Exception {
        HttpResponse<String> preflight =
                server.request().exchange("OPTIONS", PATH, null, HttpResponse.BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("content-type");
        assertThat(ask(token(Purpose.OVERLAY), "'kind':'click'").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(ask("o.x", "'kind':'click'").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(server.withKey().get("/api/v1/sites").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void overlay_tokensThatAreForgedExpiredOrForSomethingElse_areRefused() throws Exception {
        String token = token(Purpose.OVERLAY);
        assertThat(ask(token.substring(0, token.length() - 2) + "AA", "'kind':'click'")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(token(Purpose.SNAPSHOT), "'kind':'click'").statusCode()).isEqualTo(403);
        assertThat(ask("o" + token(Purpose.SNAPSHOT).substring(1), "'kind':'click'")
                        .statusCode())
                .isEqualTo(403);
        clock.advance(Duration.ofMinutes(61));
        assertThat(ask(token, "'kind':'click'").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "'''kind'':''scroll'''",
        "'''kind'':''click'',''days'':0",
        "'''kind'':''click'',''device'':''tv'''",
        "'''page'':''/'''"
    })
    void overlay_badQuestions_are400(String question) throws Exception {
        assertThat(ask(token(Purpose.OVERLAY), question.replace("''", "'")).statusCode())
                .isEqualTo(400);
    }

    private String token(Purpose purpose) {
        return server.store.pageTokens().sign(new Grant(purpose, site.id(), 0, "example.org", "/coffee", ""));
    }

    private HttpResponse<String> ask(String token, String rest) throws Exception {
        return server.request().post(PATH, "{'token':'" + token + "'," + rest + "}");
    }

    private InteractionRow click(int of, String page, int daysAgo) {
        long at =
                clock.instant().minus(Duration.ofDays(daysAgo)).plusSeconds(60).toEpochMilli();
        return new InteractionRow(
                of,
                1,
                at,
                at,
                1,
                Kind.CLICK,
                "example.org",
                page,
                "desktop",
                1440,
                900,
                new InteractionRow.Spot("a#buy", "a", "Buy", 16_000, 16_000, 700, 400, 1440, 3000),
                InteractionRow.Attention.NONE,
                InteractionRow.Detail.NONE);
    }

    private void store(InteractionRow... rows) {
        RowWriter writer = new RowWriter();
        for (InteractionRow row : rows) {
            row.encode(writer);
        }
        clickHouse.insert("interactions", writer.array(), 0, writer.length(), "rows-" + rows.length);
    }
}
