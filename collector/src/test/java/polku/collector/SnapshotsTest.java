package polku.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static polku.collector.CollectorFixture.FIREFOX;
import static polku.collector.CollectorFixture.KEY;
import static polku.collector.CollectorFixture.SITE;
import static polku.collector.CollectorFixture.pageview;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.control.PageTokens;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.write.SnapshotRow;
import polku.storage.write.SnapshotRow.TakenBy;

/** Being asked for a look at a page, and {@code POST /s}. */
class SnapshotsTest {
    private static final Pattern LOOK = Pattern.compile("\"load\":\\[\\[\"s\",\"([\\w.-]+)\"]]");
    private static final String SHOP = "https://example.org/shop";
    private static final String SKELETON = "00ff00ff00ff00ff";
    private static final String PAGE = "{\"type\":0,\"childNodes\":[{\"type\":2,\"tagName\":\"html\",\"attributes\":{},"
            + "\"childNodes\":[{\"type\":3,\"textContent\":\"Tea\",\"id\":3}],\"id\":2}],\"id\":1}";

    @TempDir
    Path data;

    private CollectorFixture collector;
    private int beacons;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data, CollectorFixture.LOOKED_AT);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void beaconWithAPageview_isAskedForALook_onceInTenSecondsForEachPageAndDevice() {
        assertThat(answerTo(SHOP)).matches("\\{\"accepted\":1,\"dropped\":0,\"load\":\\[\\[\"s\",\"l\\.[\\w-]+\"]]}");
        assertThat(answerTo(SHOP)).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(answerTo("https://example.org/shop/?id=1"))
                .as("the same page")
                .doesNotContain("load");
        assertThat(answerTo("https://example.org/tea")).contains("load");
        assertThat(send(
                                pageview("%016x".formatted(++beacons), SHOP),
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                                        + " Version/18.0 Mobile/15E148 Safari/604.1")
                        .body())
                .contains("load");

        collector.ahead.addAndGet(10_001);
        assertThat(answerTo(SHOP)).contains("load");
    }

    @Test
    void token_namesSitePageDeviceAndVisitor() {
        Grant grant = collector.tokens.read(look()).orElseThrow().grant();

        await().until(() -> collector.clickHouse.rows("events").size() == 1);
        assertThat(grant)
                .isEqualTo(new Grant(
                        Purpose.LOOK,
                        SITE.id(),
                        collector.clickHouse.events().get(0).visitorId(),
                        "example.org",
                        "/shop",
                        "desktop"));
    }

    @Test
    void beaconsWithoutAPageview_withAKey_repeated_fromRobots_orFromOtherTrackers_areNotAsked() {
        String first = pageview("%016x".formatted(++beacons), "https://example.org/a");
        String withoutPageview = first.replace("\"pageview\"", "\"print\"");
        assertThat(send(withoutPageview, FIREFOX).body()).doesNotContain("load");
        assertThat(collector
                        .post(
                                "/b",
                                pageview("%016x".formatted(++beacons), SHOP),
                                headers(Map.of("Authorization", "Bearer " + KEY)))
                        .body())
                .doesNotContain("load");
        assertThat(send(pageview("%016x".formatted(++beacons), SHOP), "Googlebot/2.1 (+http://www.google.com/bot.html)")
                        .body())
                .isEqualTo("{\"accepted\":0,\"dropped\":1}");
        collector.post(
                "/api/event", "{\"n\":\"pageview\",\"u\":\"" + SHOP + "\",\"d\":\"example.org\"}", headers(Map.of()));
        String asked = pageview("%016x".formatted(++beacons), SHOP);
        assertThat(send(asked, FIREFOX).body()).as("no other has used it up").contains("load");
        collector.ahead.addAndGet(20_000);
        assertThat(send(asked, FIREFOX).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
    }

    @Test
    void sighting_isStored_andAskedFurtherUnlessTheVersionIsKnown() {
        HttpResponse<String> answer = see(look(), SKELETON, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"wanted\":true,\"mask\":\"personal\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(see(look(), SKELETON, null).body())
                .as("somebody was asked just now")
                .contains("false");
        collector.ahead.addAndGet(60_001);
        String token = look();
        assertThat(see(token, SKELETON, null).body()).as("who recorded nothing").contains("true");

        HttpResponse<String> taken = see(token, SKELETON, PAGE);
        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(taken.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");

        collector.ahead.addAndGet(3_600_000);
        String later = look();
        assertThat(see(later, SKELETON, null).body()).contains("false");
        assertThat(see(later, SKELETON, PAGE).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.count("dropped", "snapshot_unwanted")).isOne();
        assertThat(see(look(), "0000000000000001", null).body())
                .as("another version")
                .contains("true");

        await().until(() -> collector.clickHouse.snapshots().size() == 6);
        long visitor = collector.clickHouse.events().get(0).visitorId();
        SnapshotRow recorded = collector.clickHouse.snapshots().get(3);
        assertThat(recorded)
                .isEqualTo(new SnapshotRow(
                        7,
                        visitor,
                        recorded.at(),
                        recorded.receivedAt(),
                        "example.org",
                        "/shop",
                        "desktop",
                        0x00ff00ff00ff00ffL,
                        TakenBy.VISITOR,
                        1440,
                        900,
                        1425,
                        3000,
                        "Shop",
                        PAGE));
        assertThat(collector.clickHouse.snapshots())
                .filteredOn(row -> !row.content().isEmpty())
                .hasSize(1);
        assertThat(collector
                        .metrics
                        .get("polku.snapshots")
                        .tag("kind", "sighting")
                        .counter()
                        .count())
                .isEqualTo(5);
        assertThat(collector
                        .metrics
                        .get("polku.snapshots")
                        .tag("kind", "recording")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void token_isGoodForOneSightingAndOneRecording() {
        String token = look();
        see(token, SKELETON, null);
        assertThat(see(token, "0000000000000002", null).statusCode()).isEqualTo(200);
        see(token, SKELETON, PAGE);
        assertThat(see(token, "0000000000000003", PAGE).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.count("dropped", "duplicate")).isEqualTo(2);
        await().during(Duration.ofMillis(200))
                .until(() -> collector.clickHouse.snapshots().size() == 2);
    }

    @Test
    void siteThatTakesNoSnapshots_asksForNone_andTakesNone() {
        collector.close();
        collector = new CollectorFixture(data.resolve("other"), SITE);
        assertThat(answerTo(SHOP)).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        String own = collector.tokens.sign(grant(Purpose.LOOK, SITE.id()));
        assertThat(see(own, SKELETON, null).body()).isEqualTo("{\"wanted\":false,\"mask\":\"personal\"}");
        assertThat(see(own, SKELETON, PAGE).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(see(collector.tokens.sign(grant(Purpose.SNAPSHOT, SITE.id())), SKELETON, PAGE)
                        .body())
                .isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(collector.count("dropped", "snapshot_unwanted")).isEqualTo(3);
    }

    @Test
    void versions_overTwentyADay_areNotWanted() {
        for (int i = 0; i < 20; i++) {
            String token = look();
            assertThat(see(token, "%016x".formatted(i), null).body()).contains("true");
            assertThat(see(token, "%016x".formatted(i), PAGE).body()).contains("\"accepted\":1");
        }
        assertThat(see(look(), "%016x".formatted(20), null).body()).contains("false");
        collector.ahead.addAndGet(Duration.ofDays(1).toMillis());
        assertThat(see(look(), "%016x".formatted(20), null).body()).contains("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/account/orders", "https://example.org/tili"})
    void pagesOfOnesOwn_areToBeMaskedWhole(String url) {
        String token = tokenOf(answerTo(url));
        assertThat(see(body(token, url, SKELETON, null)).body()).isEqualTo("{\"wanted\":true,\"mask\":\"all\"}");
    }

    @Test
    void gzip_isToldByItsFirstBytes() throws IOException {
        byte[] packed = gzip(body(look(), SHOP, SKELETON, PAGE).getBytes(StandardCharsets.UTF_8));
        assertThat(see(packed).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        await().until(() -> collector.clickHouse.snapshots().size() == 1);
        assertThat(collector.clickHouse.snapshots().get(0).content()).isEqualTo(PAGE);
    }

    @Test
    void realSizes_areTaken() throws IOException {
        String page = page(IntStream.range(0, 59_990)
                .mapToObj(i -> "{\"type\":3,\"textContent\":\"Kahvia ja pullaa " + Integer.toHexString(i * 7919)
                        + "\",\"id\":" + (i + 10) + "}")
                .collect(Collectors.joining(",")));
        byte[] packed = gzip(body(look(), SHOP, SKELETON, page).getBytes(StandardCharsets.UTF_8));
        assertThat(packed.length).isLessThan(1_500_000);
        assertThat(see(packed).statusCode()).isEqualTo(202);
        await().until(() -> collector.clickHouse.snapshots().size() == 1);
    }

    @Test
    void strings_areScrubbedOnceMore() {
        String page = page("""
                {"type":2,"tagName":"p","attributes":{"title":"ring +358 40 123 4567","class":"a b","data-x":"x@example.org",
                 "style":"width:0401234567px","rr_scrollTop":12.5,"hidden":true,"x":null},"childNodes":[
                  {"type":3,"textContent":"Matti matti@example.org 4111 1111 1111 1111","id":8},
                  {"type":3,"textContent":"0000 0000 0000 0000, +000 00 000 0000","id":12},
                  {"type":2,"tagName":"a","attributes":{"href":"https://example.org/reset/0123456789abcdef0?token=1#x"},
                   "childNodes":[],"id":9,"onclick":"steal()"},
                  {"type":2,"tagName":"style","attributes":{"_cssText":"a{width:0401234567px}"},"childNodes":[
                   {"type":3,"textContent":"b{width:0401234567px}","id":11}],"id":10}],"id":7}""");
        assertThat(see(look(), SKELETON, page).statusCode()).isEqualTo(202);
        await().until(() -> collector.clickHouse.snapshots().size() == 1);
        assertThat(collector.clickHouse.snapshots().get(0).content())
                .isEqualTo(page("""
                        {"type":2,"tagName":"p","attributes":{"title":"ring [phone]","class":"a b","data-x":"[email]",
                         "style":"width:0401234567px","rr_scrollTop":12.5,"hidden":true},"childNodes":[
                          {"type":3,"textContent":"Matti [email] [card]","id":8},
                          {"type":3,"textContent":"0000 0000 0000 0000, +000 00 000 0000","id":12},
                          {"type":2,"tagName":"a","attributes":{"href":"https://example.org/reset/:token"},"childNodes":[],"id":9},
                          {"type":2,"tagName":"style","attributes":{"_cssText":"a{width:0401234567px}"},"childNodes":[
                           {"type":3,"textContent":"b{width:0401234567px}","id":11}],"id":10}],"id":7}""").replaceAll("\n *", ""));
    }

    @Test
    void token_thatIsForgedExpiredOrForeign_isRefused() {
        String token = look();
        assertRefused(see(token.substring(0, token.length() - 4) + "AAAA", SKELETON, null), 401, "unauthorized");
        assertRefused(see("l.AAAA", SKELETON, null), 401, "unauthorized");
        assertRefused(see("s" + token.substring(1), SKELETON, null), 401, "unauthorized");
        assertRefused(
                see(
                        PageTokens.alone(java.time.InstantSource.system()).sign(grant(Purpose.LOOK, SITE.id())),
                        SKELETON,
                        null),
                401,
                "unauthorized");
        assertRefused(
                see(collector.tokens.sign(grant(Purpose.OVERLAY, SITE.id())), SKELETON, null), 403, "unauthorized");
        assertRefused(
                see(collector.tokens.sign(grant(Purpose.LOOK, "aaaaaaaaaaaa")), SKELETON, null), 404, "unknown_site");
        assertRefused(see(body(token, "https://example.org/tea", SKELETON, null)), 403, "unauthorized");
        assertRefused(see(body(token, "https://evil.example/shop", SKELETON, null)), 403, "wrong_hostname");
        assertRefused(
                see(body(token, SHOP, SKELETON, null).replaceAll("\"token\":\"[^\"]*\",", "")), 401, "unauthorized");
        collector.ahead.addAndGet(Duration.ofMinutes(10).toMillis() + 60_000);
        assertRefused(see(token, SKELETON, null), 401, "unauthorized");
        await().during(Duration.ofMillis(200))
                .until(() -> collector.clickHouse.snapshots().isEmpty());
    }

    @Test
    void wrongOrigin_isRefused() {
        HttpResponse<String> answer = collector.post(
                "/s", body(look(), SHOP, SKELETON, null), headers(Map.of("Origin", "https://evil.example")));
        assertRefused(answer, 403, "wrong_origin");
    }

    @Test
    void robots_areLeftOut() {
        HttpResponse<String> answer = collector.post(
                "/s",
                body(look(), SHOP, SKELETON, null),
                Map.of("Content-Type", "text/plain", "User-Agent", "Googlebot/2.1 (+http://www.google.com/bot.html)"));
        assertThat(answer.body()).isEqualTo("{\"wanted\":false,\"mask\":\"personal\"}");
        assertThat(collector.count("dropped", "bot")).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                           | 400",
                "[]                                          | 400",
                "{'v':2,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1]} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00FF','viewport':[1,1],'document':[1,1]}     | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1]}          | 400",
                "{'v':1,'token':'T','url':'/shop','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1]} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,70000],'document':[1,1]} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1]} x   | 400",
                "{'v':1,'token':'T','token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1]} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1],'snapshot':7}    | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1],'snapshot':{}}   | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1],'snapshot':{'type':9}} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1],'snapshot':{'type':0,'childNodes':[[]]}} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1],'snapshot':{'type':2,'attributes':{'a':{}}}} | 400",
                "{'v':1,'token':'T','url':'U','skeleton':'00ff00ff00ff00ff','viewport':[1,1],'document':[1,1],'snapshot':{'type':2,'attributes':{'a':1e999}}} | 400",
            })
    void malformedBodies_areRefused(String body, int status) {
        String sent =
                body.replace('\'', '"').replace("\"T\"", "\"" + look() + "\"").replace("\"U\"", "\"" + SHOP + "\"");
        assertRefused(see(sent), status, "malformed");
    }

    @Test
    void whatIsTooLarge_isRefused() throws IOException {
        String token = look();
        String tooLong =
                body(token, SHOP, SKELETON, page("{\"type\":3,\"textContent\":\"" + "x".repeat(1_500_000) + "\"}"));
        assertRefused(see(tooLong), 413, "too_large");

        String tooManyNodes =
                IntStream.range(0, 60_001).mapToObj(i -> "{\"type\":3}").collect(Collectors.joining(","));
        assertRefused(
                see(gzip(body(token, SHOP, SKELETON, page(tooManyNodes)).getBytes(StandardCharsets.UTF_8))),
                413,
                "too_large");

        byte[] noise = new byte[12_100_000];
        new java.util.Random(7).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) ('a' + (noise[i] & 1)); // packs to an eighth, so that the ratio is an honest one's
        }
        byte[] inflatesTooFar = gzip(body(
                        token,
                        SHOP,
                        SKELETON,
                        page("{\"type\":3,\"textContent\":\"" + new String(noise, StandardCharsets.US_ASCII) + "\"}"))
                .getBytes(StandardCharsets.UTF_8));
        assertRefused(see(inflatesTooFar), 413, "too_large");

        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(60_000);
        assertRefused(see(bomb), 413, "too_large");
        assertRefused(see(new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3}), 400, "malformed");
    }

    @Test
    void depth_isBounded() {
        String token = look();
        assertThat(see(body(token, SHOP, SKELETON, nested(490))).statusCode()).isEqualTo(202);
        for (int depth : new int[] {600, 20_000}) {
            assertRefused(see(body(token, SHOP, SKELETON, nested(depth))), 400, "malformed");
        }
    }

    @Test
    void key_takesASnapshotAsTheOwners() {
        String body = body("T", SHOP, SKELETON, PAGE)
                .replace("\"token\":\"T\"", "\"site\":\"" + SITE.id() + "\",\"device\":\"tablet\"");
        Map<String, String> keyed =
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + KEY, "User-Agent", "curl/8");
        assertThat(collector.post("/s", body, keyed).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(collector.post("/s", body, keyed).body()).as("retaken").isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertRefused(collector.post("/s", body.replace("\"device\":\"tablet\",", ""), keyed), 400, "malformed");
        assertRefused(collector.post("/s", body.replaceAll("\"site\":\"\\w+\",", ""), keyed), 400, "malformed");
        assertRefused(collector.post("/s", body.replaceAll(",\"snapshot\":.*", "}"), keyed), 400, "malformed");
        assertRefused(
                collector.post("/s", body, headers(Map.of("Authorization", "Bearer pk_read"))), 403, "unauthorized");
        await().until(() -> collector.clickHouse.snapshots().size() == 2);
        SnapshotRow row = collector.clickHouse.snapshots().get(0);
        assertThat(row.takenBy()).isEqualTo(TakenBy.OWNER);
        assertThat(row.visitorId()).isZero();
        assertThat(row.device()).isEqualTo("tablet");
    }

    @Test
    void ownersLink_takesSnapshotsOfItsPage_asOftenAsTheOwnerLikes() {
        String token = collector.tokens.sign(grant(Purpose.SNAPSHOT, SITE.id()));
        assertThat(see(token, SKELETON, null).body()).isEqualTo("{\"wanted\":true,\"mask\":\"personal\"}");
        assertThat(see(token, SKELETON, PAGE).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(see(token, SKELETON, PAGE).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertRefused(see(body(token, "https://example.org/tea", SKELETON, PAGE)), 403, "unauthorized");
        await().until(() -> collector.clickHouse.snapshots().size() == 2);
        assertThat(collector.clickHouse.snapshots())
                .allMatch(row -> row.takenBy() == TakenBy.OWNER
                        && row.device().equals("desktop")
                        && row.content().equals(PAGE));
    }

    @Test
    void manyAtOnce_areTakenOrToldToComeAgain() throws Exception {
        String page = page(IntStream.range(0, 50_000)
                .mapToObj(i -> "{\"type\":3,\"textContent\":\"Kahvia ja pullaa 040 123 4567 " + i + "\"}")
                .collect(Collectors.joining(",")));
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bodies.add(gzip(body(look(), SHOP, "%016x".formatted(i), page).getBytes(StandardCharsets.UTF_8)));
        }
        ExecutorService senders = Executors.newFixedThreadPool(bodies.size());
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> sent : senders.invokeAll(bodies.stream()
                .<Callable<Integer>>map(body -> () -> see(body).statusCode())
                .toList())) {
            statuses.add(sent.get());
        }
        senders.shutdown();
        assertThat(statuses).containsOnly(202, 503).contains(202);
        long taken = statuses.stream().filter(status -> status == 202).count();
        assertThat(collector.count("rejected", "snapshots_busy")).isEqualTo(20 - taken);
        await().until(() -> collector.clickHouse.snapshots().size() == taken);
    }

    private void assertRefused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(collector.count("rejected", reason)).isPositive();
    }

    private static Grant grant(Purpose purpose, String site) {
        return new Grant(purpose, site, 0, "example.org", "/shop", "");
    }

    private String answerTo(String url) {
        return send(pageview("%016x".formatted(++beacons), url), FIREFOX).body();
    }

    private HttpResponse<String> send(String beacon, String userAgent) {
        return collector.post(
                "/b", beacon, Map.of("Content-Type", "text/plain;charset=UTF-8", "User-Agent", userAgent));
    }

    /** A token for the shop. */
    private String look() {
        collector.ahead.addAndGet(10_001);
        return tokenOf(answerTo(SHOP));
    }

    private static String tokenOf(String answer) {
        Matcher look = LOOK.matcher(answer);
        assertThat(look.find()).as(answer).isTrue();
        return look.group(1);
    }

    private HttpResponse<String> see(String token, String skeleton, String snapshot) {
        return see(body(token, SHOP, skeleton, snapshot));
    }

    private HttpResponse<String> see(String body) {
        return collector.post("/s", body, headers(Map.of("Origin", "https://example.org")));
    }

    private HttpResponse<String> see(byte[] body) {
        return collector.post("/s", BodyPublishers.ofByteArray(body), headers(Map.of("Origin", "https://example.org")));
    }

    private static Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("Content-Type", "text/plain;charset=UTF-8", "User-Agent", FIREFOX));
        headers.putAll(more);
        return headers;
    }

    private static String body(String token, String url, String skeleton, String snapshot) {
        return "{\"v\":1,\"token\":\"" + token + "\",\"url\":\"" + url + "\",\"skeleton\":\"" + skeleton
                + "\",\"title\":\"Shop\",\"viewport\":[1440,900],\"document\":[1425,3000]"
                + (snapshot == null ? "}" : ",\"snapshot\":" + snapshot + "}");
    }

    private static String page(String nodes) {
        return "{\"type\":0,\"childNodes\":[" + nodes + "],\"id\":1}";
    }

    private static String nested(int depth) {
        return "{\"type\":2,\"childNodes\":[".repeat(depth) + "]}".repeat(depth);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }
}
