package polku.query;

import static org.assertj.core.api.Assertions.assertThat;
import static polku.query.RecordedReplays.VISIT;
import static polku.query.RecordedReplays.chunk;
import static polku.query.RecordedReplays.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Goals;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.ReplayRow;

/** Recorded sessions over HTTP on the real engine. */
class ReplaysOnClickHouseTest {
    private static final String RANGE = "'dateRange':{'from':'2026-10-10T00:00:00Z','to':'2026-10-11T00:00:00Z'}";
    /** With the highest bit, as half of all ids have. */
    private static final long BOUGHT = 0xfedcba9876543210L;

    private static final String BOUGHT_ID = Long.toUnsignedString(BOUGHT);
    private static final long ANGRY = 2;
    private static final long BRIEF = 3;
    private static final long UNRECORDED = 4;

    private static final String SNAPSHOT = "{'node':{'type':0,'id':1,'childNodes':[{'type':2,'id':2,'tagName':'html',"
            + "'attributes':{},'childNodes':[{'type':2,'id':3,'tagName':'body','attributes':{'onclick':'evil()'},"
            + "'childNodes':[{'type':3,'id':4,'textContent':'Coffee'}]}]}]},'initialOffset':{'top':0,'left':0}}";

    @TempDir
    static Path directory;

    private static HttpClickHouse clickHouse;
    private static RecordedReplays recorded;
    private static ApiServer server;
    private static ApiServer.Request request;
    private static Site site;
    private static String goal;

    @BeforeAll
    static void start() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        recorded = new RecordedReplays(clickHouse);
        server = new ApiServer(directory, clickHouse);
        request = server.withKey();
        site = site("example.org");
        goal = server.store
                .goals()
                .create(site.id(), new Goals.Settings("Bought", null, "purchase", null))
                .id();
        for (Site each : List.of(site, site("other.org"))) {
            recorded.session(each, BOUGHT, 0, 60, 2, "Google");
            recorded.event(each, BOUGHT, 0, "pageview", "/coffee", "0");
            recorded.event(each, BOUGHT, 30, "pageview", "/cart", "0");
            recorded.event(each, BOUGHT, 60, "purchase", "/cart", "12.5");
            recorded.interaction(each, BOUGHT, 20, "click", "/coffee", "Buy");
            recorded.store(
                    BOUGHT,
                    List.of(
                            chunk(
                                    each,
                                    BOUGHT,
                                    7,
                                    0,
                                    0,
                                    event(4, 0, "{'href':'https://example.org/coffee','width':800,'height':600}"),
                                    event(2, 0, SNAPSHOT)),
                            chunk(each, BOUGHT, 7, 1, 5, event(3, 5_000, "{'source':3,'id':1,'x':0,'y':100}")),
                            chunk(each, BOUGHT, 8, 0, 30, event(2, 30_000, SNAPSHOT)),
                            chunk(each, BOUGHT, 8, 2, 40, event(3, 40_000, "{'source':3,'id':1,'x':0,'y':1}")),
                            chunk(each, BOUGHT, 8, 3, 45, event(2, 46_000, SNAPSHOT))));
            recorded.session(each, ANGRY, 100, 30, 5, "Bing");
            recorded.event(each, ANGRY, 100, "pageview", "/help", "0");
            recorded.interaction(each, ANGRY, 101, "rageClick", "/help", "Send");
            recorded.interaction(each, ANGRY, 102, "rageClick", "/help", "Send");
            recorded.interaction(each, ANGRY, 103, "error", "/help", "x is not a function");
            recorded.interaction(each, ANGRY, 104, "failedRequest", "/help", "https://example.org/api");
            recorded.store(
                    ANGRY,
                    List.of(chunk(each, ANGRY, 9, 0, 100, event(2, 100_000, SNAPSHOT)), chunk(each, ANGRY, 9, 1, 110)));
            recorded.session(each, BRIEF, 200, 1, 1, "");
            recorded.event(each, BRIEF, 200, "pageview", "/", "0");
            recorded.store(BRIEF, List.of(chunk(each, BRIEF, 10, 0, 200, event(2, 200_000, SNAPSHOT))));
            recorded.session(each, UNRECORDED, 300, 1, 1, "");
            recorded.event(each, UNRECORDED, 300, "pageview", "/", "0");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void list_isOfRecordedSessionsOfThisSite_thoseThatBeganLastFirst_withoutBriefOnes() throws Exception {
        JsonNode answer = ask("{" + RANGE + "}");

        assertThat(sessions(answer)).containsExactly("2", BOUGHT_ID);
        assertThat(answer.at("/meta/total").asInt()).isEqualTo(2);
        JsonNode bought = answer.at("/rows/1");
        assertThat(bought.path("startedAt").asText()).isEqualTo("2026-10-10T15:00:00+03:00");
        assertThat(bought.path("recordedSeconds").asDouble()).isEqualTo(49);
        assertThat(bought.path("activeSeconds").asDouble()).isEqualTo(20);
        assertThat(bought.path("revenue").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(bought.path("goals").toString()).isEqualTo("[\"" + goal + "\"]");
        assertThat(bought.path("gaps").asInt()).isEqualTo(1);
        assertThat(bought.path("isLive").asBoolean()).isFalse();
        JsonNode angry = answer.at("/rows/0");
        assertThat(angry.path("frustration").asInt()).isEqualTo(3 * 2 + 2 + 1);
        assertThat(angry.at("/why/0").toString()).isEqualTo("{\"kind\":\"rageClick\",\"count\":2,\"text\":\"Send\"}");
        assertThat(angry.at("/why/2/text").asText()).isEqualTo("500 GET https://example.org/api");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'clicked':{'selector':'#Buy'}} | bought",
                "{'clicked':{'selector':'#Buy','page':'/coffee','kind':'click'}} | bought",
                "{'clicked':{'selector':'#Buy','page':'/cart'}} | ",
                "{'clicked':{'selector':'#Send','kind':'rageClick'}} | 2",
                "{'errorText':'NOT A func'} | 2",
                "{'requestText':'get HTTPS://example.org/api 500'} | 2",
                "{'frustration':{'from':9}} | 2",
                "{'frustration':{'from':10}} | ",
                "{'frustration':{'from':0}} | 2,bought",
                "{'duration':{'from':49,'to':49}} | bought",
                "{'duration':{'to':48}} | 2",
                "{'pages':{'from':3}} | 2",
                "{'pages':{'from':2,'to':2}} | bought",
                "{'visitedPage':'/c*'} | bought",
                "{'purchased':true} | bought",
                "{'purchased':false} | 2",
                "{'converted':{'goal':'GOAL'}} | bought",
                "{'converted':{'goal':'GOAL','is':false}} | 2",
                "{'visitor':'2'} | 2",
                "{'sessions':['2','3','77']} | 2",
                "{'sessions':[]} | ",
                "{'user':'nobody'} | ",
                "{'pinned':false,'watched':false} | 2,bought",
                "{'purchased':true,'pages':{'from':3}} | "
            })
    void where_allMustHold(String where, String expected) throws Exception {
        JsonNode answer = ask("{'where':" + where.replace("GOAL", goal) + "," + RANGE + "}");

        assertThat(String.join(",", sessions(answer)).replace(BOUGHT_ID, "bought"))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void filters_keepSessionsAsEverywhere() throws Exception {
        assertThat(sessions(ask("{'filters':[['is','source',['Google']]]," + RANGE + "}")))
                .containsExactly(BOUGHT_ID);
        assertThat(sessions(ask("{'filters':[['is','page',['/help']]]," + RANGE + "}")))
                .containsExactly("2");
        assertThat(sessions(ask("{'filters':[['is','page',['/help']],['is','source',['Google']]]," + RANGE + "}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "startedAt,asc,bought",
        "duration,desc,bought",
        "pages,desc,2",
        "clicks,desc,bought",
        "frustration,desc,2",
        "errors,desc,2",
        "revenue,desc,bought",
        "activity,desc,2"
    })
    void order_isThatOfTheColumn(String column, String direction, String first) throws Exception {
        JsonNode answer = ask("{'orderBy':[['" + column + "','" + direction + "']]," + RANGE + "}");

        assertThat(sessions(answer).get(0).replace(BOUGHT_ID, "bought")).isEqualTo(first);
        assertThat(sessions(answer)).hasSize(2);
    }

    @Test
    void pages_goOnWithACursor_thatFitsTheSameQuestionAlone() throws Exception {
        JsonNode first = ask("{'limit':1," + RANGE + "}");
        String cursor = first.at("/meta/nextCursor").asText();
        JsonNode second = ask("{'limit':1,'cursor':'" + cursor + "'," + RANGE + "}");

        assertThat(sessions(first)).containsExactly("2");
        assertThat(sessions(second)).containsExactly(BOUGHT_ID);
        assertThat(second.at("/meta/nextCursor").isNull()).isTrue();
        assertThat(post("query", "{'where':{'purchased':true},'cursor':'" + cursor + "'," + RANGE + "}")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'limit':201,RANGE}",
                "{'limit':0,RANGE}",
                "{'orderBy':[['size','asc']],RANGE}",
                "{'orderBy':[['pages']],RANGE}",
                "{'orderBy':[['pages','up']],RANGE}",
                "{'where':{'clicked':{'kind':'click'}},RANGE}",
                "{'where':{'clicked':{'selector':'a','kind':'move'}},RANGE}",
                "{'where':{'errorText':''},RANGE}",
                "{'where':{'pages':{'from':3,'to':2}},RANGE}",
                "{'where':{'pages':{'from':-1}},RANGE}",
                "{'where':{'visitedPage':'no'},RANGE}",
                "{'where':{'converted':{'goal':'none'}},RANGE}",
                "{'where':{'converted':{}},RANGE}",
                "{'where':{'visitor':'x'},RANGE}",
                "{'where':{'sessions':['18446744073709551616']},RANGE}",
                "{'where':{'sessions':[null]},RANGE}",
                "{'where':{'unknown':1},RANGE}",
                "{'cursor':'nonsense',RANGE}"
            })
    void query_thatIsWrong_is400(String body) throws Exception {
        HttpResponse<String> answer = post("query", body.replace("RANGE", RANGE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ApiServer.json(answer).path("errors")).isNotEmpty();
    }

    @Test
    void replay_tellsDocumentsGapsAndMarks() throws Exception {
        JsonNode replay = get("/" + BOUGHT_ID);

        assertThat(replay.path("documents")).hasSize(2);
        assertThat(replay.at("/documents/0/document").asText()).isEqualTo("0000000000000007");
        assertThat(replay.at("/documents/0/page").asText()).isEqualTo("/coffee");
        assertThat(replay.at("/documents/1/page").asText()).isEqualTo("/cart");
        assertThat(replay.at("/documents/1/chunks/1/sequence").asInt()).isEqualTo(2);
        assertThat(replay.path("gaps").toString())
                .isEqualTo("[{\"document\":\"0000000000000008\",\"from\":\"2026-10-10T15:00:34+03:00\","
                        + "\"to\":\"2026-10-10T15:00:45+03:00\"}]");
        List<String> kinds = values(replay.path("marks"), "kind");
        assertThat(kinds).containsExactly("page", "click", "page", "goal", "purchase");
        assertThat(replay.at("/marks/1/selector").asText()).isEqualTo("#Buy");
        assertThat(replay.at("/marks/1/document").isNull()).isTrue();
        assertThat(replay.at("/marks/2/document").asText()).isEqualTo("0000000000000008");
        assertThat(replay.at("/marks/4/text").asText()).isEqualTo("12.5 EUR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/77",
                "/4",
                "/x",
                "/18446744073709551616",
                "/77/events?document=0000000000000007",
                "/2/events?document=0000000000000007",
                "/77/live?document=0000000000000007",
                "/77/export"
            })
    void replay_thatThisSiteDoesNotHave_isNotFound(String path) throws Exception {
        assertThat(request.get(replays() + path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/2?x=1",
                "/2/events",
                "/2/events?document=7",
                "/2/events?document=0000000000000009&from=-1",
                "/2/events?document=0000000000000009&limit=0",
                "/2/events?document=0000000000000009&after=0",
                "/2/live?document=0000000000000009&after=x",
                "/2/export?x=1"
            })
    void parameters_thatAreWrong_are400(String path) throws Exception {
        assertThat(request.get(replays() + path).statusCode()).isEqualTo(400);
    }

    @Test
    void events_comeByTheServersClock_sanitised_andWithoutChangesAfterAGap() throws Exception {
        JsonNode first = get("/" + BOUGHT_ID + "/events?document=0000000000000007&limit=1");
        assertThat(first.path("next").asInt()).isEqualTo(1);
        assertThat(first.at("/events/0/timestamp").asLong()).isEqualTo(VISIT.toEpochMilli());
        assertThat(first.toString()).contains("Coffee").doesNotContain("onclick");
        JsonNode rest = get("/" + BOUGHT_ID + "/live?document=0000000000000007&after=0");
        assertThat(rest.path("events")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(rest.path("last").asInt()).isEqualTo(1);
        assertThat(get("/" + BOUGHT_ID + "/live?document=0000000000000007&after=1")
                        .path("events"))
                .isEmpty();

        JsonNode gappy = get("/" + BOUGHT_ID + "/events?document=0000000000000008");
        assertThat(values(gappy.path("events"), "type")).containsExactly("2", "2");
        assertThat(gappy.path("gaps")).hasSize(1);
        assertThat(gappy.path("dropped").asInt()).isEqualTo(1);
    }

    @Test
    void export_hasAllDocuments() throws Exception {
        HttpResponse<String> answer = request.get(replays() + "/" + BOUGHT_ID + "/export");

        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"replay-" + BOUGHT_ID + ".json\"");
        assertThat(ApiServer.json(answer).path("documents")).hasSize(2);
        assertThat(ApiServer.json(answer).at("/documents/0/events")).hasSize(3);
    }

    /** The same chunks shuffled, repeated, in parts, from two tabs at once. */
    @Test
    void events_howeverTheirChunksCame_areTheSame() throws Exception {
        Site shuffled = site("shuffled.org");
        Random random = new Random(5);
        List<String> answers = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            long id = 100 + round;
            recorded.session(shuffled, id, 0, 60, 1, "");
            recorded.event(shuffled, id, 0, "pageview", "/", "0");
            List<ReplayRow> rows = new ArrayList<>();
            for (long document : List.of(1L, -2L)) {
                for (int sequence = 0; sequence < 12; sequence++) {
                    String text = event(3, sequence * 1_000L, "{'source':3,'id':1,'x':0,'y':" + sequence + "}");
                    ReplayRow row = chunk(
                            shuffled,
                            id,
                            document,
                            sequence,
                            sequence,
                            sequence == 0 ? event(2, 0, SNAPSHOT) : text,
                            text);
                    rows.addAll(random.nextBoolean() ? List.of(row) : parts(row, 1 + random.nextInt(4)));
                }
            }
            for (int i = 0; i < 10; i++) {
                rows.add(rows.get(random.nextInt(rows.size())));
            }
            Collections.shuffle(rows, random);
            int cut = 1 + random.nextInt(rows.size() - 1);
            recorded.store(id, rows.subList(0, cut));
            recorded.store(id, rows.subList(cut, rows.size()));
            String path = "/api/v1/sites/" + shuffled.id() + "/replays/" + id;
            JsonNode replay = ApiServer.json(request.get(path));
            assertThat(replay.path("gaps")).isEmpty();
            assertThat(values(replay.path("documents"), "lane")).containsExactlyInAnyOrder("0", "1");
            answers.add(ApiServer.json(request.get(path + "/events?document=0000000000000001"))
                            .path("events") + ""
                    + ApiServer.json(request.get(path + "/events?document=fffffffffffffffe"))
                            .path("events"));
        }
        assertThat(answers).containsOnly(answers.get(0));
        assertThat(answers.get(0)).contains("\"y\":11");
    }

    private static List<ReplayRow> parts(ReplayRow row, int count) {
        List<ReplayRow> parts = new ArrayList<>();
        int size = row.content().length() / count + 1;
        for (int part = 0; part < count; part++) {
            int from = Math.min(row.content().length(), part * size);
            parts.add(new ReplayRow(
                    row.siteId(),
                    row.visitorId(),
                    row.at(),
                    row.receivedAt() + part,
                    row.documentId(),
                    row.sequence(),
                    part,
                    count,
                    row.length(),
                    row.clockShift(),
                    row.events(),
                    row.snapshot(),
                    row.content().substring(from, Math.min(row.content().length(), from + size))));
        }
        return parts;
    }

    @Test
    void keeping_pinsNotesAndWhatWasWatched_showsInRows() throws Exception {
        Site kept = site("kept.org");
        recorded.session(kept, 1, 0, 60, 1, "");
        recorded.event(kept, 1, 0, "pageview", "/", "0");
        recorded.store(1, List.of(chunk(kept, 1, 1, 0, 0, event(2, 0, SNAPSHOT)), chunk(kept, 1, 1, 1, 20)));
        String path = "/api/v1/sites/" + kept.id() + "/replays";

        assertThat(request.send("PUT", path + "/1/pin", null).statusCode()).isEqualTo(204);
        assertThat(request.send("PUT", path + "/1/watched", null).statusCode()).isEqualTo(204);
        HttpResponse<String> note =
                request.post(path + "/1/notes", "{'at':'2026-10-10T12:00:03Z','text':'Look at this'}");
        assertThat(note.statusCode()).isEqualTo(201);
        String id = ApiServer.json(note).path("id").asText();
        assertThat(request.patch(path + "/1/notes/" + id, "{'text':'Look at that'}")
                        .statusCode())
                .isEqualTo(200);

        JsonNode replay = ApiServer.json(request.get(path + "/1"));
        assertThat(replay.path("pinned").asBoolean()).isTrue();
        assertThat(replay.path("watched").asBoolean()).isTrue();
        assertThat(values(replay.path("marks"), "kind")).containsExactly("page", "note");
        assertThat(replay.at("/notes/0/text").asText()).isEqualTo("Look at that");
        assertThat(ApiServer.json(
                                request.post(path + "/query", "{'where':{'pinned':true,'watched':true}," + RANGE + "}"))
                        .path("rows"))
                .hasSize(1);
        assertThat(ApiServer.json(request.post(path + "/query", "{'where':{'pinned':false}," + RANGE + "}"))
                        .path("rows"))
                .isEmpty();

        assertThat(request.delete(path + "/1/notes/" + id).statusCode()).isEqualTo(204);
        assertThat(request.delete(path + "/1/pin").statusCode()).isEqualTo(204);
        replay = ApiServer.json(request.get(path + "/1"));
        assertThat(replay.path("pinned").asBoolean()).isFalse();
        assertThat(replay.path("notes")).isEmpty();
    }

    @Test
    void share_opensThisSessionAlone() throws Exception {
        JsonNode share = ApiServer.json(request.send("POST", replays() + "/" + BOUGHT_ID + "/shares", null));
        String url = share.path("url").asText();
        assertThat(url).startsWith("/shared/replays/" + BOUGHT_ID + "#token=");
        String token = url.substring(url.indexOf('=') + 1);
        ApiServer.Request guest = server.request().header("Authorization", "Bearer " + token);
        String shared = "/api/v1/shared/replays/";

        assertThat(ApiServer.json(guest.get(shared + BOUGHT_ID))).isEqualTo(get("/" + BOUGHT_ID));
        assertThat(guest.get(shared + BOUGHT_ID + "/events?document=0000000000000007")
                        .statusCode())
                .isEqualTo(200);
        assertThat(guest.get(shared + BOUGHT_ID + "/live?document=0000000000000007")
                        .statusCode())
                .isEqualTo(200);
        assertThat(guest.get(shared + "2").statusCode()).isEqualTo(403);
        assertThat(guest.get(shared + "2/events?document=0000000000000009").statusCode())
                .isEqualTo(403);
        assertThat(guest.get(replays() + "/" + BOUGHT_ID).statusCode()).isEqualTo(401);
        assertThat(server.request().get(shared + BOUGHT_ID).statusCode()).isEqualTo(403);
        assertThat(request.get(shared + BOUGHT_ID).statusCode()).isEqualTo(403);
    }

    @Test
    void searches_areSavedListedAndRemoved() throws Exception {
        String path = replays() + "/searches";
        HttpResponse<String> saved =
                request.post(path, "{'name':'Angry','query':{'where':{'frustration':{'from':5}}}}");
        assertThat(saved.statusCode()).isEqualTo(201);
        assertThat(request.post(path, "{'name':'Angry','query':{}}").statusCode())
                .isEqualTo(409);
        assertThat(request.post(path, "{'name':'Text','query':'x'}").statusCode())
                .isEqualTo(400);
        assertThat(ApiServer.json(request.get(path))
                        .at("/searches/0/query/where/frustration/from")
                        .asInt())
                .isEqualTo(5);
        String id = ApiServer.json(saved).path("id").asText();
        assertThat(request.delete(path + "/" + id).statusCode()).isEqualTo(204);
        assertThat(request.delete(path + "/" + id).statusCode()).isEqualTo(404);
        assertThat(ApiServer.json(request.get(path)).path("searches")).isEmpty();
    }

    @Test
    void delete_takesTheSessionWithAllThatWasKeptOfIt_andNoOther() throws Exception {
        Site cleared = site("cleared.org");
        String path = "/api/v1/sites/" + cleared.id() + "/replays";
        for (long id : List.of(1L, 2L)) {
            recorded.session(cleared, id, 0, 60, 1, "");
            recorded.event(cleared, id, 0, "pageview", "/", "0");
            recorded.store(
                    id, List.of(chunk(cleared, id, 1, 0, 0, event(2, 0, SNAPSHOT)), chunk(cleared, id, 1, 1, 20)));
            request.send("PUT", path + "/" + id + "/pin", null);
            request.post(path + "/" + id + "/notes", "{'at':'2026-10-10T12:00:03Z','text':'Look'}");
        }
        JsonNode usage = ApiServer.json(request.get(path + "/usage"));
        assertThat(usage.path("sessions").asInt()).isEqualTo(2);
        assertThat(usage.path("bytes").asLong()).isPositive();
        assertThat(usage.path("oldestAt").asText()).isEqualTo("2026-10-10T15:00:00+03:00");
        assertThat(usage.path("budgetBytes").asLong()).isEqualTo(10_240_000_000L);
        assertThat(usage.at("/days/0/day").asText()).isEqualTo("2026-10-10");
        String url = ApiServer.json(request.send("POST", path + "/1/shares", null))
                .path("url")
                .asText();

        assertThat(request.delete(path + "/1").statusCode()).isEqualTo(204);

        assertThat(request.get(path + "/1").statusCode()).isEqualTo(404);
        assertThat(request.delete(path + "/1").statusCode()).isEqualTo(404);
        assertThat(server.request()
                        .header("Authorization", "Bearer " + url.substring(url.indexOf('=') + 1))
                        .get("/api/v1/shared/replays/1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.store.replayNotes().list(cleared.id(), 1)).isEmpty();
        assertThat(server.store.replayPins().pinned(cleared.id())).containsExactly(2L);
        assertThat(ApiServer.json(request.get(path + "/2")).path("notes")).hasSize(1);
        assertThat(ApiServer.json(request.get(path + "/usage")).path("sessions").asInt())
                .isEqualTo(1);
    }

    @Test
    void quantify_tellsHowCommonItIs_andWhatCameOfIt() throws Exception {
        HttpResponse<String> given =
                post("quantify", "{'signal':{'kind':'rageClick','selector':'#Send'},'interval':'day'," + RANGE + "}");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        JsonNode answer = ApiServer.json(given);

        assertThat(answer.path("sessions").asInt()).isEqualTo(1);
        assertThat(answer.path("visitors").asInt()).isEqualTo(1);
        assertThat(answer.path("occurrences").asInt()).isEqualTo(2);
        assertThat(answer.path("allSessions").asInt()).isEqualTo(4);
        assertThat(answer.path("share").asDouble()).isEqualTo(0.25);
        assertThat(answer.path("replays").asInt()).isEqualTo(1);
        assertThat(answer.path("trend").toString())
                .isEqualTo("[{\"start\":\"2026-10-10T00:00:00+03:00\",\"sessions\":1,\"allSessions\":4},"
                        + "{\"start\":\"2026-10-11T00:00:00+03:00\",\"sessions\":0,\"allSessions\":0}]");
        assertThat(answer.path("pages").toString()).isEqualTo("[{\"value\":\"/help\",\"sessions\":1,\"share\":1.0}]");
        assertThat(answer.at("/browsers/0/value").asText()).isEqualTo("Firefox");
        assertThat(answer.path("conversion").toString())
                .startsWith("{\"with\":{\"sessions\":1,\"converted\":0,\"rate\":0.0},"
                        + "\"without\":{\"sessions\":3,\"converted\":1,");
        assertThat(answer.at("/revenue/perSessionWithout").asDouble()).isEqualTo(12.5 / 3);
        assertThat(answer.at("/revenue/atStake").isNull()).isTrue();
        assertThat(answer.at("/previous/sessions").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'error','text':'x is not a function'} | 1",
                "{'kind':'error','text':'x is not'} | 0",
                "{'kind':'failedRequest','url':'https://example.org/api','status':500} | 1",
                "{'kind':'failedRequest','status':404} | 0",
                "{'kind':'click','selector':'#Buy','page':'/coffee'} | 1",
                "{'kind':'event','name':'purchase'} | 1",
                "{'kind':'event','name':'pageview','page':'/'} | 2"
            })
    void quantify_countsSessionsWithTheSignal(String signal, int sessions) throws Exception {
        HttpResponse<String> answer = post("quantify", "{'signal':" + signal + ",'goal':'" + goal + "'," + RANGE + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ApiServer.json(answer).path("sessions").asInt()).isEqualTo(sessions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{RANGE}",
                "{'signal':{},RANGE}",
                "{'signal':{'kind':'event'},RANGE}",
                "{'signal':{'kind':'error','selector':'#a'},RANGE}",
                "{'signal':{'kind':'failedRequest','status':1000},RANGE}",
                "{'signal':{'kind':'error'},'goal':'none',RANGE}",
                "{'signal':{'kind':'error'},'interval':'year',RANGE}",
                "{'signal':{'kind':'error'}}"
            })
    void quantify_thatIsWrong_is400(String body) throws Exception {
        HttpResponse<String> answer = post("quantify", body.replace("RANGE", RANGE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    private static JsonNode ask(String body) throws Exception {
        HttpResponse<String> answer = post("query", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private static HttpResponse<String> post(String question, String body) throws Exception {
        return request.post(replays() + "/" + question, body);
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = request.get(replays() + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private static String replays() {
        return "/api/v1/sites/" + site.id() + "/replays";
    }

    private static List<String> sessions(JsonNode answer) {
        return values(answer.path("rows"), "session");
    }

    private static List<String> values(JsonNode rows, String name) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(name).asText())
                .toList();
    }

    private static Site site(String domain) {
        return server.store.sites().create(new Sites.Settings(domain, List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
    }
}
