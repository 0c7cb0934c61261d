package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.PageTokens;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.RowWriter;
import polku.storage.write.SnapshotRow;
import polku.storage.write.SnapshotRow.TakenBy;

/** What pages looked like, over HTTP on the real engine. */
class SnapshotsTest {
    private static final long FIRST = Instant.parse("2026-10-10T12:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long OLD = 0x00ab000000000001L;
    private static final long NEW = 0xfedcba9876543210L;
    private static final long LONELY = 3;

    @TempDir
    static Path directory;

    private static HttpClickHouse clickHouse;
    private static ApiServer server;
    private static ApiServer.Request request;
    private static Site site;
    private static String snapshots;

    @BeforeAll
    static void start() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        server = new ApiServer(directory, clickHouse);
        request = server.withKey();
        site = site("example.org");
        snapshots = "/api/v1/sites/" + site.id() + "/snapshots";
        store(
                row(site, 1, FIRST, "/coffee", "desktop", OLD, "old"),
                row(site, 2, FIRST + 1, "/coffee", "desktop", OLD, ""),
                row(site, 3, FIRST + 2, "/coffee", "desktop", OLD, ""),
                row(site, 4, FIRST + HOUR, "/coffee", "desktop", NEW, "new"),
                row(site, 5, FIRST + HOUR + 1, "/coffee", "desktop", NEW, ""),
                row(site, 5, FIRST + HOUR + 2, "/coffee", "desktop", NEW, ""),
                row(site, 0, FIRST, "/coffee", "mobile", LONELY, "owner's"),
                row(site, 7, FIRST + HOUR, "/coffee", "mobile", LONELY, "visitor's"),
                row(site, 1, FIRST, "/tea", "mobile", LONELY, "tea"),
                row(site, 1, FIRST, "/milk", "mobile", OLD, ""));
        store(row(site("other.org"), 0, FIRST, "/coffee", "desktop", 9, "not theirs"));
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void versions_ofAPage_comeTheOneSeenLastFirst_andAreUsableOnceThreeSawThem() throws Exception {
        JsonNode versions = versions("?page=/coffee&device=desktop");
        assertThat(values(versions, "id")).containsExactly("fedcba9876543210", "00ab000000000001");
        assertThat(values(versions, "visitors")).containsExactly("2", "3");
        assertThat(values(versions, "usable")).containsExactly("false", "true");
        assertThat(values(versions, "isDefault")).containsExactly("false", "true");
        assertThat(versions.at("/1/firstSeenAt").asText()).isEqualTo("2026-10-10T15:00:00+03:00");
        assertThat(versions.at("/1/viewport").toString()).isEqualTo("[1440,900]");
        assertThat(versions.at("/1/document").toString()).isEqualTo("[1440,4000]");
    }

    @Test
    void version_ofTheOwner_isUsableAtOnce() throws Exception {
        JsonNode versions = versions("?page=/coffee&device=mobile");
        assertThat(values(versions, "takenBy")).containsExactly("owner");
        assertThat(values(versions, "usable")).containsExactly("true");
    }

    @Test
    void versions_withoutAPage_areTheDefaultsOfAll() throws Exception {
        JsonNode versions = versions("");
        assertThat(values(versions, "id")).containsExactlyInAnyOrder("00ab000000000001", "0000000000000003");
        assertThat(values(versions, "page")).containsOnly("/coffee");
    }

    @Test
    void versions_ofAGroup_areThoseOfItsPages() throws Exception {
        Site grouped = site("grouped.org");
        store(
                row(grouped, 0, FIRST, "/p/1", "desktop", 1, "one"),
                row(grouped, 0, FIRST, "/p/2", "desktop", 1, "two"),
                row(grouped, 0, FIRST, "/p/2/more", "desktop", 1, "more"));
        request.post("/api/v1/sites/" + grouped.id() + "/groups", "{'name':'Products','pattern':'/p/*'}");
        HttpResponse<String> answer = request.get("/api/v1/sites/" + grouped.id() + "/snapshots?pageGroup=Products");
        assertThat(values(ApiServer.json(answer).path("versions"), "page")).containsExactly("/p/1", "/p/2");
    }

    @Test
    void snapshot_ofAVersion_isTheOwnersWhereThereIsOne_sanitised() throws Exception {
        JsonNode answer = ApiServer.json(request.get(snapshots + "/0000000000000003?page=/coffee&device=mobile"));
        assertThat(answer.at("/snapshot/childNodes/0/attributes/title").asText())
                .isEqualTo("owner's");
        assertThat(answer.toString()).doesNotContain("onclick").doesNotContain("script");
        assertThat(answer.path("title").asText()).isEqualTo("Coffee");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/0000000000000009?page=/coffee&device=desktop",
                "/0000000000000003?page=/coffee&device=desktop",
                "/xyz?page=/coffee&device=desktop",
                "/00ab000000000001?page=/milk&device=mobile"
            })
    void snapshot_thatThisSiteDoesNotHave_isNotFound(String path) throws Exception {
        assertThat(request.get(snapshots + path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?device=watch",
                "?page=/a&pageGroup=b",
                "?page=",
                "?x=1",
                "/0000000000000003?page=/coffee",
                "/0000000000000003"
            })
    void snapshots_badParameters_are400(String path) throws Exception {
        assertThat(request.get(snapshots + path).statusCode()).isEqualTo(400);
    }

    @Test
    void delete_forgetsAVersionOfOnePageAlone() throws Exception {
        Site cleared = site("cleared.org");
        store(row(cleared, 0, FIRST, "/a", "desktop", 1, "a"), row(cleared, 0, FIRST, "/b", "desktop", 1, "b"));
        String base = "/api/v1/sites/" + cleared.id() + "/snapshots";
        assertThat(request.delete(base + "/0000000000000001?page=/a&device=desktop")
                        .statusCode())
                .isEqualTo(204);
        assertThat(values(ApiServer.json(request.get(base)).path("versions"), "page"))
                .containsExactly("/b");
        assertThat(versions("")).isNotEmpty();
    }

    @Test
    void backdrop_letsNothingRunAndOnlyOwnPicturesLoad() throws Exception {
        HttpResponse<String> answer = request.get("/api/v1/sites/" + site.id() + "/backdrop");
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "sandbox allow-same-origin", "frame-ancestors 'self'")
                .contains("img-src data: http://example.org:* https://example.org:* http://*.example.org:*")
                .contains("media-src data: http://example.org:*")
                .contains("https://shop.example:*")
                .doesNotContain("script-src")
                .doesNotContain("connect-src");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @Test
    void sharedBackdrop_isForAnyone_andLetsNothingLoad() throws Exception {
        HttpResponse<String> answer = server.request().get("/api/v1/shared/replays/1/backdrop");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "img-src data:;", "sandbox allow-same-origin")
                .doesNotContain("http");
    }

    @Test
    void link_isOfOnePageAndPurpose_withTheTokenInTheFragment() throws Exception {
        HttpResponse<String> answer = request.post(
                "/api/v1/sites/" + site.id() + "/links",
                "{'purpose':'snapshot','url':'https://www.example.org/coffee?a=1#top','page':'/coffee'}");
        assertThat(answer.statusCode()).isEqualTo(201);
        String url = ApiServer.json(answer).path("url").asText();
        assertThat(url).startsWith("https://www.example.org/coffee?a=1#polku=s.");
        PageTokens.Grant grant = server.store
                .pageTokens()
                .read(url.substring(url.indexOf("#polku=") + 7))
                .orElseThrow()
                .grant();
        assertThat(grant)
                .isEqualTo(new PageTokens.Grant(
                        PageTokens.Purpose.SNAPSHOT, site.id(), 0, "www.example.org", "/coffee", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'purpose':'snapshot','url':'https://other.org/','page':'/'}",
                "{'purpose':'snapshot','url':'javascript:x()','page':'/'}",
                "{'purpose':'look','url':'https://example.org/','page':'/'}",
                "{'purpose':'snapshot','url':'https://example.org/'}",
                "{'purpose':'snapshot','url':'https://notexample.org/','page':'/'}"
            })
    void link_toWhatIsNoPageOfTheSite_is400(String body) throws Exception {
        assertThat(request.post("/api/v1/sites/" + site.id() + "/links", body).statusCode())
                .isEqualTo(400);
    }

    private static JsonNode versions(String query) throws Exception {
        return ApiServer.json(request.get(snapshots + query)).path("versions");
    }

    private static List<String> values(JsonNode nodes, String name) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.path(name).asText())
                .toList();
    }

    private static Site site(String domain) {
        return server.store
                .sites()
                .create(new Sites.Settings(domain, List.of("shop.example"), ZoneId.of("Europe/Helsinki"), "EUR"));
    }

    /** @param title of the one element; none for a sighting */
    private static SnapshotRow row(
            Site of, long visitor, long at, String page, String device, long skeleton, String title) {
        String content = title.isEmpty()
                ? ""
                : "{\"type\":0,\"id\":1,\"childNodes\":[{\"type\":2,\"tagName\":\"p\",\"id\":2,\"attributes\":{\"title\":\""
                        + title
                        + "\",\"onclick\":\"x()\"},\"childNodes\":[{\"type\":2,\"tagName\":\"script\",\"id\":3}]}]}";
        return new SnapshotRow(
                of.number(),
                visitor,
                at,
                at,
                of.domain(),
                page,
                device,
                skeleton,
                visitor == 0 ? TakenBy.OWNER : TakenBy.VISITOR,
                1440,
                900,
                1440,
                4000,
                "Coffee",
                content);
    }

    private static void store(SnapshotRow... rows) {
        RowWriter writer = new RowWriter();
        for (SnapshotRow row : rows) {
            row.encode(writer);
        }
        clickHouse.insert(
                "page_snapshots",
                writer.array(),
                0,
                writer.length(),
                "rows-"
                        + URLEncoder.encode(
                                rows[0].hostname() + Duration.ofMillis(rows[0].at()) + rows.length,
                                StandardCharsets.UTF_8));
    }
}
