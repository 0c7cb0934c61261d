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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
import polku.collector.disk.LocalDisk;
import polku.collector.testing.FakeClickHouse;
import polku.storage.control.PageTokens;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.ReplayRules;
import polku.storage.control.ReplayRules.Start;
import polku.storage.control.Site;
import polku.storage.write.ReplayRow;

/** Being asked to record, and {@code POST /r}. */
class ReplaysTest {
    private static final Pattern ASKED = Pattern.compile("\"load\":\\[\\[\"r\",\"(r\\.[\\w-]+)\",(\\{.*})]]}");
    private static final String DOCUMENT = "00ff00ff00ff00ff";
    private static final String ROBOT = "Googlebot/2.1 (+http://www.google.com/bot.html)";
    private static final ReplayRules RULES = new ReplayRules(true, false, 1, Start.AT_ONCE, 5, 60, 100, false, 30, 100);

    @TempDir
    Path data;

    private CollectorFixture collector;
    private int beacons;

    @BeforeEach
    void start() {
        collector = new CollectorFixture(data, CollectorFixture.recorded(RULES));
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private void startAgain(Site site) {
        collector.close();
        collector = new CollectorFixture(data, site, collector.clickHouse);
    }

    @Test
    void beaconWithAPageview_isAskedToRecord_forItsVisitorOnTheWholeSite() {
        String answer = answerTo("https://example.org/shop");
        Matcher asked = ASKED.matcher(answer);
        assertThat(asked.find()).as(answer).isTrue();
        assertThat(asked.group(2))
                .isEqualTo("{\"mask\":\"personal\",\"masked\":\"^(?:/account/.*|/checkout)/?$\",\"minutes\":60}");
        await().until(() -> collector.clickHouse.events().size() == 1);
        long visitor = collector.clickHouse.events().get(0).visitorId();
        assertThat(collector.tokens.read(asked.group(1)).orElseThrow().grant())
                .isEqualTo(new Grant(Purpose.REPLAY, SITE.id(), visitor, "", "", ""));
        assertThat(verdicts("begin")).isOne();
    }

    @Test
    void lookAndRecording_areAskedForInOneAnswer() {
        startAgain(CollectorFixture.lookedAtAndRecorded(RULES));
        assertThat(answerTo("https://example.org/shop"))
                .matches(".*\"load\":\\[\\[\"s\",\"l\\.[\\w-]+\"],\\[\"r\",\"r\\.[\\w-]+\",\\{.*}]]}");
    }

    @Test
    void sitesThatDoNotRecord_robots_keysAndVisitorsWithoutConsent_areNotAsked() {
        assertThat(send(beacon(), Map.of("User-Agent", ROBOT)).body()).doesNotContain("load");
        assertThat(send(beacon(), Map.of("Authorization", "Bearer " + KEY)).body())
                .doesNotContain("load");
        String without = beacon().replace("\"pageview\"", "\"print\"");
        assertThat(send(without, Map.of()).body()).doesNotContain("load");

        startAgain(
                CollectorFixture.recorded(new ReplayRules(true, true, 1, Start.AT_ONCE, 5, 60, 100, false, 30, 100)));
        assertThat(send(beacon(), Map.of()).body()).doesNotContain("load");
        assertThat(verdicts("no_consent")).isOne();
        assertThat(send(consenting(beacon(), false), Map.of()).body()).contains("[\"r\",");

        startAgain(SITE);
        assertThat(send(consenting(beacon(), false), Map.of()).body()).doesNotContain("load");
    }

    @Test
    void consentGrantedOnAnOpenPage_isAskedToRecord_underTheIdOfTheSession() {
        startAgain(
                CollectorFixture.recorded(new ReplayRules(true, true, 1, Start.AT_ONCE, 5, 60, 100, false, 30, 100)));
        send(beacon(), Map.of());
        String granted = consenting(beacon().replace("\"pageview\"", "\"print\""), true);
        Matcher asked = ASKED.matcher(send(granted, Map.of()).body());
        assertThat(asked.find()).isTrue();
        await().until(() -> collector.clickHouse.events().size() == 1);
        assertThat(collector.tokens.read(asked.group(1)).orElseThrow().grant().visitorId())
                .isEqualTo(collector.clickHouse.events().get(0).visitorId());
    }

    @Test
    void chunk_isStoredAsItCame_atTheTimesOfTheServersClock() {
        long now = System.currentTimeMillis();
        long wrong = now - Duration.ofHours(3).toMillis();
        String events = "[ " + event(4, wrong - 4_000) + "," + snapshot(wrong - 3_900) + ","
                + "{\"type\":3,\"data\":{\"texts\":[{\"id\":1,\"value\":\"Kahvia ☕ \\\"1e3\\\"\"}],\"x\":1.5e1},\"timestamp\":"
                + (wrong - 100) + "}]";
        HttpResponse<String> answer = send(token(), 3, wrong, events);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");

        ReplayRow row = row();
        assertThat(row.content()).isEqualTo(events);
        assertThat(row.visitorId())
                .isEqualTo(collector.clickHouse.events().get(0).visitorId());
        assertThat(row.at()).isBetween(now - 4_000, System.currentTimeMillis() - 4_000);
        assertThat(row.clockShift()).isEqualTo(row.at() - (wrong - 4_000));
        assertThat(row.length()).isEqualTo(3_900);
        assertThat(row.events()).isEqualTo(3);
        assertThat(row.snapshot()).isTrue();
        assertThat(row.documentId()).isEqualTo(Long.parseUnsignedLong(DOCUMENT, 16));
        assertThat(row.sequence()).isEqualTo(3);
        assertThat(row.parts()).isEqualTo(1);
        assertThat(collector.metrics.get("polku.replay.characters").counter().count())
                .isEqualTo(events.length());
    }

    @Test
    void gzippedChunk_isInflated() throws IOException {
        long now = System.currentTimeMillis();
        String events = "[" + snapshot(now)
                + (",{\"type\":3,\"data\":{\"source\":1,\"positions\":[{\"x\":1,\"y\":2}]}," + "\"timestamp\":" + now
                                + "}")
                        .repeat(9_999)
                + "]";
        byte[] packed = gzip(body(token(), 0, now, events).getBytes(StandardCharsets.UTF_8));
        assertThat(send(packed).statusCode()).isEqualTo(202);
        assertThat(row().content()).isEqualTo(events);
        assertThat(row().events()).isEqualTo(10_000);
    }

    @Test
    void parts_areStoredAsTheyCame_eachWithWhatItsChunkIs() {
        String token = token();
        long now = System.currentTimeMillis();
        String whole = "[" + snapshot(now) + "]";
        for (int part = 0; part < 2; part++) {
            String text = part == 0 ? whole.substring(0, 20) : whole.substring(20);
            String body = "{\"v\":1,\"token\":\"" + token + "\",\"document\":\"" + DOCUMENT
                    + "\",\"sequence\":7,\"part\":" + part + ",\"parts\":2,\"sentAt\":" + now + ",\"first\":" + now
                    + ",\"last\":" + (now + 9) + ",\"count\":1,\"snapshot\":true,\"text\":\""
                    + text.replace("\"", "\\\"") + "\"}";
            assertThat(send(body).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        }
        await().until(() -> collector.clickHouse.replays().size() == 2);
        assertThat(collector.clickHouse.replays()).extracting(ReplayRow::part).containsExactly(0, 1);
        assertThat(collector.clickHouse.replays())
                .allMatch(row -> row.parts() == 2 && row.events() == 1 && row.snapshot() && row.length() == 9);
        assertThat(collector.clickHouse.replays().get(0).content()
                        + collector.clickHouse.replays().get(1).content())
                .isEqualTo(whole);
    }

    @Test
    void sameChunkAgain_isLeftOut_andItsRecordingGoesOn_alsoAfterARestart() {
        String token = token();
        assertThat(send(token, 0).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(send(token, 0).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(send(token, 1).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        collector.close();
        CollectorFixture before = collector;
        collector = new CollectorFixture(data, CollectorFixture.recorded(RULES), before.clickHouse);
        assertThat(send(token(), 1).body()).isEqualTo("{\"accepted\":0,\"dropped\":1}");
        assertThat(send(token(), 2).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        await().until(() -> collector.clickHouse.replays().size() == 3);
        assertThat(collector.count("dropped", "duplicate")).isOne();
    }

    @Test
    void tokenThatIsForgedExpiredOrForeign_isRefused() {
        assertRefused(send("r.AAAA", 0), 401, "unauthorized");
        String token = token();
        assertRefused(send(token.substring(0, token.length() - 4) + "AAAA", 0), 401, "unauthorized");
        assertRefused(
                send(PageTokens.alone(InstantSource.system()).sign(grant(Purpose.REPLAY, SITE.id())), 0),
                401,
                "unauthorized");
        assertRefused(send(collector.tokens.sign(grant(Purpose.LOOK, SITE.id())), 0), 403, "unauthorized");
        assertRefused(
                send("r" + collector.tokens.sign(grant(Purpose.LOOK, SITE.id())).substring(1), 0), 401, "unauthorized");
        assertRefused(send(collector.tokens.sign(grant(Purpose.REPLAY, "aaaaaaaaaaaa")), 0), 404, "unknown_site");
        assertRefused(send(body(token, 0).replaceAll("\"token\":\"[^\"]*\",", "")), 401, "unauthorized");
        collector.ahead.addAndGet(Duration.ofHours(24).toMillis() + 60_000);
        assertRefused(send(token, 0), 401, "unauthorized");
        assertNothingStored();
    }

    @Test
    void pageOfAnotherSite_isRefused() {
        assertRefused(
                collector.post("/r", body(token(), 0), headers(Map.of("Origin", "https://evil.example"))),
                403,
                "wrong_origin");
        assertNothingStored();
    }

    @Test
    void robots_excludedAddresses_andWhoAsksNotToBeTracked_areLeftOut_andToldToStop() {
        String stop = "{\"accepted\":0,\"dropped\":1,\"stop\":true}";
        String token = token();
        assertThat(collector
                        .post("/r", body(token, 0), headers(Map.of("User-Agent", ROBOT)))
                        .body())
                .isEqualTo(stop);
        assertThat(collector
                        .post("/r", body(token, 0), headers(Map.of("Sec-GPC", "1")))
                        .body())
                .isEqualTo(stop);
        assertThat(collector.count("dropped", "bot")).isOne();
        assertThat(collector.count("dropped", "opted_out")).isOne();
        assertNothingStored();

        startAgain(
                CollectorFixture.recorded(new ReplayRules(true, true, 1, Start.AT_ONCE, 5, 60, 100, false, 30, 100)));
        String consented = collector.tokens.sign(grant(Purpose.REPLAY, SITE.id()));
        assertThat(collector
                        .post("/r", body(consented, 0), headers(Map.of("Sec-GPC", "1")))
                        .body())
                .as("consent to this site wins")
                .isEqualTo("{\"accepted\":1,\"dropped\":0}");
    }

    @Test
    void chunkThatIsNotWanted_isLeftOut_andToldToStop() {
        String token = token();
        assertThat(send(token, 0).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        collector.ahead.addAndGet(Duration.ofMinutes(29).toMillis());
        assertThat(send(token, 1).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        collector.ahead.addAndGet(Duration.ofMinutes(29).toMillis());
        assertThat(send(token, 2).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        collector.ahead.addAndGet(Duration.ofMinutes(3).toMillis());
        assertThat(send(token, 3).body()).isEqualTo("{\"accepted\":0,\"dropped\":1,\"stop\":true}");
        assertThat(collector.count("dropped", "replay_too_long")).isOne();

        startAgain(CollectorFixture.recorded(new ReplayRules(true, false, 1, Start.AT_ONCE, 5, 60, 0, false, 30, 100)));
        assertThat(send(collector.tokens.sign(grant(Purpose.REPLAY, SITE.id())), 4)
                        .body())
                .contains("\"stop\":true");
        assertThat(collector.count("dropped", "replays_enough")).isOne();

        startAgain(SITE);
        assertThat(send(collector.tokens.sign(grant(Purpose.REPLAY, SITE.id())), 5)
                        .body())
                .contains("\"stop\":true");
        assertThat(collector.count("dropped", "replay_unwanted")).isOne();
    }

    @Test
    void ownersImport_isStoredForTheNamedVisitor_atItsOwnTimes() {
        long then = System.currentTimeMillis() - Duration.ofDays(100).toMillis();
        Map<String, String> keyed = headers(Map.of("Authorization", "Bearer " + KEY));
        String body = body("", 0, then, "[" + snapshot(then) + "]")
                .replace("\"token\":\"\",", "\"site\":\"" + SITE.id() + "\",\"visitor\":\"matti\",");
        assertThat(collector.post("/r", body, keyed).body()).isEqualTo("{\"accepted\":1,\"dropped\":0}");
        assertThat(row().at()).isEqualTo(then);
        assertThat(row().clockShift()).isZero();
        collector.post(
                "/b",
                pageview("%016x".formatted(++beacons), "https://example.org/")
                        .replace("\"v\":1,", "\"v\":1,\"visitor\":\"matti\","),
                keyed);
        await().until(() -> collector.clickHouse.events().size() == 1);
        assertThat(row().visitorId())
                .isEqualTo(collector.clickHouse.events().get(0).visitorId());

        assertRefused(collector.post("/r", body.replace("\"visitor\":\"matti\",", ""), keyed), 400, "malformed");
        assertRefused(collector.post("/r", body, headers(Map.of())), 401, "unauthorized");
        assertRefused(
                collector.post("/r", body, headers(Map.of("Authorization", "Bearer pk_read"))), 403, "unauthorized");
        String early = body.replaceAll("\"timestamp\":\\d+", "\"timestamp\":1").replace(DOCUMENT, "00000000000000aa");
        assertRefused(collector.post("/r", early, keyed), 400, "malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]",
                "{}",
                "[1]",
                "[{'type':7,'data':{},'timestamp':1}]",
                "[{'type':'2','data':{},'timestamp':1}]",
                "[{'type':2,'data':{},'timestamp':1.5}]",
                "[{'type':2,'data':{},'timestamp':-1}]",
                "[{'type':2,'timestamp':1}]",
                "[{'type':2,'data':[],'timestamp':1}]",
                "[{'type':3,'data':{'a':1,'a':2},'timestamp':1}]",
                "[{'type':3,'data':{'a':1e999},'timestamp':1}]",
                "[{'type':3,'data':{'a':'\\ud83d'},'timestamp':1}]",
                "[{'type':3,'data':{'\\uDE00':1},'timestamp':1}]",
                "[{'type':3,'data':{'a':'\\q'},'timestamp':1}]",
                "[{'type':3,'data':{},'timestamp':1},{'type':3,'data':{},'timestamp':86400002}]",
                "[{'type':3,'data':{},'timestamp':1}]]",
                "[{'type':3,'data':{},'timestamp':1}],'text':'[]'",
                "[{'type':3,'data':{},'timestamp':1}],'part':0,'parts':2",
                "[{'type':3,'data':{},'timestamp':1}],'document':'1'",
                "[{'type':3,'data':{},'timestamp':1}],'events':[]",
            })
    void eventsThatAreNotRrwebs_orNotStrictJson_areMalformed(String events) {
        assertRefused(send(token(), 0, 1, events.replace('\'', '"')), 400, "malformed");
        assertNothingStored();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'part':2,'parts':2,'first':1,'last':1,'count':1,'snapshot':false,'text':'['",
                "'part':0,'parts':201,'first':1,'last':1,'count':1,'snapshot':false,'text':'['",
                "'part':0,'parts':2,'first':2,'last':1,'count':1,'snapshot':false,'text':'['",
                "'part':0,'parts':2,'first':1,'last':1,'count':1,'snapshot':false,'text':''",
                "'part':0,'parts':2,'first':1,'last':1,'count':1,'snapshot':false,'text':'\\ud83d'",
                "'part':0,'parts':2,'first':1,'last':1,'count':1,'text':'['",
                "'parts':2,'first':1,'last':1,'count':1,'snapshot':false,'text':'['",
                "'first':1",
            })
    void partThatLacksWhatItsChunkIs_isMalformed(String members) {
        String body = body(token(), 0)
                .replaceAll("\"events\":.*", members.replace('\'', '"').replace("\\", "\\\\") + "}");
        assertRefused(send(body), 400, "malformed");
        assertNothingStored();
    }

    @Test
    void depth_isThatOfTheDeepestPages_andNoMore() {
        long now = System.currentTimeMillis();
        assertThat(send(token(), 0, now, nested(now, 490)).statusCode()).isEqualTo(202);
        assertRefused(send(token(), 1, now, nested(now, 600)), 400, "malformed");
    }

    @Test
    void whatIsTooLarge_asItComesInflatedOrInNumber_isRefused() throws IOException {
        String token = token();
        long now = System.currentTimeMillis();
        String large = "[{\"type\":3,\"data\":{\"a\":\"" + "a".repeat(4_000_000) + "\"},\"timestamp\":" + now + "}]";
        assertRefused(send(body(token, 0, now, large)), 413, "too_large");
        assertRefused(send(gzip(body(token, 0, now, large).getBytes(StandardCharsets.UTF_8))), 413, "too_large");
        String many = "[" + (event(3, now) + ",").repeat(10_000) + event(3, now) + "]";
        assertRefused(send(gzip(body(token, 0, now, many).getBytes(StandardCharsets.UTF_8))), 413, "too_large");
        assertRefused(send(gzip(new byte[100_000_000])), 413, "too_large");
        assertRefused(send(new byte[] {0x1f, (byte) 0x8b, 8, 0}), 400, "malformed");
        assertNothingStored();
    }

    @Test
    void rowThatClickHouseRefuses_goesToTheDeadLetters_andTheOthersLand() throws IOException {
        FakeClickHouse clickHouse = new FakeClickHouse();
        clickHouse.onInsert = (table, tokenOfInsert, rows) -> {
            if (table.equals("replay_chunks") && rows.stream().anyMatch(row -> row.length > 3_000_000)) {
                throw FakeClickHouse.rejected();
            }
        };
        collector.close();
        collector = new CollectorFixture(data, CollectorFixture.recorded(RULES), clickHouse);
        String token = token();
        long now = System.currentTimeMillis();
        assertThat(send(gzip(body(token, 0, now, large(now)).getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(202);
        for (int i = 1; i < 20; i++) {
            assertThat(send(token, i).statusCode()).isEqualTo(202);
        }
        await().until(() -> clickHouse.replays().size() == 19);
        await().until(() -> ledger("dead_lettered") == 1);
        assertThat(data.resolve("batches/dead-letters.jsonl")).isNotEmptyFile();
        assertThat(ledger("accepted")).isEqualTo(ledger("stored") + 1);
    }

    @Test
    void whileClickHouseIsDown_recordingsComeAgainLater_beforeTheSpoolHasNoRoomForBeacons() throws IOException {
        FakeClickHouse clickHouse = new FakeClickHouse();
        clickHouse.onInsert = (table, tokenOfInsert, rows) -> {
            throw FakeClickHouse.unavailable();
        };
        collector.close();
        collector = new CollectorFixture(data, CollectorFixture.recorded(RULES), clickHouse);
        int taken = sendUntilRefused(token());
        assertThat(taken).as("of 64 MB three quarters").isBetween(10, 14);
        assertThat(collector.count("rejected", "spool_full")).isOne();
        assertThat(send(beacon(), Map.of()).statusCode()).isEqualTo(202);

        clickHouse.onInsert = (table, tokenOfInsert, rows) -> {};
        await().atMost(Duration.ofSeconds(30)).until(() -> clickHouse.replays().size() == taken);
        assertThat(send(token(), 1_000).statusCode()).isEqualTo(202);
    }

    @Test
    void whileClickHouseIsSlow_recordingsComeAgainLater_beforeBeaconsStandInLineBehindThem() throws Exception {
        CountDownLatch quick = new CountDownLatch(1);
        FakeClickHouse clickHouse = new FakeClickHouse();
        clickHouse.onInsert = (table, tokenOfInsert, rows) -> {
            try {
                quick.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        collector.close();
        collector = new CollectorFixture(
                CollectorFixture.config(data, 512 << 20),
                CollectorFixture.recorded(RULES),
                clickHouse,
                new LocalDisk());
        int taken = sendUntilRefused(token());
        assertThat(taken).as("48 MB").isBetween(10, 14);
        assertThat(collector.count("rejected", "replays_busy")).isOne();
        quick.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> clickHouse.replays().size() == taken);
        assertThat(send(token(), 1_000).statusCode()).isEqualTo(202);
    }

    /** Large chunks, one after the other; how many were taken. */
    private int sendUntilRefused(String token) throws IOException {
        for (int i = 0; i < 100; i++) {
            long now = System.currentTimeMillis();
            HttpResponse<String> answer =
                    send(gzip(body(token, i, now, large(now)).getBytes(StandardCharsets.UTF_8)));
            if (answer.statusCode() != 202) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                return i;
            }
        }
        throw new AssertionError("all were taken");
    }

    /** A chunk of nearly 4 MB. */
    private static String large(long at) {
        String numbers = IntStream.range(0, 560_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        return "[{\"type\":2,\"data\":{\"a\":\"" + numbers + "\"},\"timestamp\":" + at + "}]";
    }

    private double ledger(String state) {
        return collector
                .metrics
                .get("polku.ledger.rows")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double verdicts(String verdict) {
        return collector
                .metrics
                .get("polku.replays")
                .tag("verdict", verdict)
                .counter()
                .count();
    }

    private ReplayRow row() {
        await().until(() -> !collector.clickHouse.replays().isEmpty());
        return collector.clickHouse.replays().get(0);
    }

    private void assertNothingStored() {
        await().during(Duration.ofMillis(200))
                .until(() -> collector.clickHouse.replays().isEmpty());
    }

    private void assertRefused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(collector.count("rejected", reason)).isPositive();
    }

    private static Grant grant(Purpose purpose, String site) {
        return new Grant(purpose, site, 5, "", "", "");
    }

    private String beacon() {
        return pageview("%016x".formatted(++beacons), "https://example.org/shop");
    }

    private static String consenting(String beacon, boolean granted) {
        return beacon.replace(
                "\"v\":1,",
                "\"v\":1,\"client\":\"0123456789abcdef0123456789abcdef\"," + (granted ? "\"granted\":true," : ""));
    }

    private String answerTo(String url) {
        return send(pageview("%016x".formatted(++beacons), url), Map.of()).body();
    }

    private HttpResponse<String> send(String beacon, Map<String, String> more) {
        return collector.post("/b", beacon, headers(more));
    }

    /** Of a visitor who is asked to record. */
    private String token() {
        Matcher asked = ASKED.matcher(answerTo("https://example.org/shop"));
        assertThat(asked.find()).isTrue();
        return asked.group(1);
    }

    private HttpResponse<String> send(String token, int sequence) {
        return send(body(token, sequence));
    }

    private HttpResponse<String> send(String token, int sequence, long sentAt, String events) {
        return send(body(token, sequence, sentAt, events));
    }

    private HttpResponse<String> send(String body) {
        return collector.post("/r", body, headers(Map.of("Origin", "https://example.org")));
    }

    private HttpResponse<String> send(byte[] body) {
        return collector.post("/r", BodyPublishers.ofByteArray(body), headers(Map.of("Origin", "https://example.org")));
    }

    private String body(String token, int sequence) {
        long now = System.currentTimeMillis() + collector.ahead.get();
        return body(token, sequence, now, "[" + snapshot(now) + "]");
    }

    private static String body(String token, int sequence, long sentAt, String events) {
        return "{\"v\":1,\"token\":\"" + token + "\",\"document\":\"" + DOCUMENT + "\",\"sequence\":" + sequence
                + ",\"sentAt\":" + sentAt + ",\"events\":" + events + "}";
    }

    private static String snapshot(long at) {
        return "{\"type\":2,\"data\":{\"node\":{\"type\":0,\"childNodes\":[],\"id\":1},\"initialOffset\":{\"left\":0,\"top\":0}},"
                + "\"timestamp\":" + at + "}";
    }

    private static String event(int type, long at) {
        return "{\"type\":" + type + ",\"data\":{\"source\":0},\"timestamp\":" + at + "}";
    }

    /** A full snapshot of so many elements in one another. */
    private static String nested(long at, int depth) {
        return "[{\"type\":2,\"timestamp\":" + at + ",\"data\":{\"node\":" + "{\"childNodes\":[".repeat(depth)
                + "]}".repeat(depth) + "}}]";
    }

    private static Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("Content-Type", "text/plain;charset=UTF-8", "User-Agent", FIREFOX));
        headers.putAll(more);
        return headers;
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }
}
