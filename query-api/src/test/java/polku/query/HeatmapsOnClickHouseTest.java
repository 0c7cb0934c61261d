package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Goals;
import polku.storage.control.Site;
import polku.storage.control.Sites;
import polku.storage.control.UrlGroups;
import polku.storage.testing.TestClickHouse;

/** The questions about pages over HTTP on the real engine. */
class HeatmapsOnClickHouseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RANGE = "'dateRange':{'from':'2026-10-01T00:00:00Z','to':'2026-11-01T00:00:00Z'}";
    private static final Instant VISIT = Instant.parse("2026-10-10T12:00:00Z");

    @TempDir
    static Path directory;

    private static HttpClickHouse clickHouse;
    private static ApiServer server;
    private static ApiServer.Request request;
    private static Site site;

    @BeforeAll
    static void start() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        server = new ApiServer(directory, clickHouse);
        request = server.withKey();
        site = site("example.org");
        server.store.urlGroups().create(site.id(), new UrlGroups.Settings("Coffees", "/coffee/*"));
        server.store.goals().create(site.id(), new Goals.Settings("Bought", null, "purchase", null));
        for (Site each : List.of(site, site("other.org"))) {
            session(each, 1, "Google", "/coffee/a");
            session(each, 2, "", "/coffee/b");
            event(each, 1, 9, "purchase", "/coffee/a", 12.5);
            interaction(each, 1, 1, "move", "/coffee/a", 16_000, 100, 0, 0, 0);
            interaction(each, 1, 3, "click", "/coffee/a", 16_001, 100, 0, 0, 0);
            interaction(each, 1, 3, "rageClick", "/coffee/a", 16_001, 100, 0, 0, 0);
            interaction(each, 2, 4, "click", "/coffee/b", 16_010, 100, 0, 0, 0);
            interaction(each, 1, 5, "engagement", "/coffee/a", 0, 0, 500, 0, 0);
            interaction(each, 2, 5, "engagement", "/coffee/b", 0, 0, 1000, 0, 0);
            interaction(each, 1, 6, "attention", "/coffee/a", 0, 0, 0, 100, 300);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        clickHouse.close();
    }

    @Test
    void points_ofAGroup_areTheClicksOfItsPagesOnThisSite() throws Exception {
        JsonNode answer = ask("query", "{'pageGroup':'Coffees','kind':'click'," + RANGE + "}");

        assertThat(answer).isEqualTo(JSON.readTree("""
                {"samples":[{"device":"desktop","pageviews":2,"sessions":2},{"device":"tablet","pageviews":0,"sessions":0},
                            {"device":"mobile","pageviews":0,"sessions":0}],
                 "interactions":2,"sessions":2,
                 "elements":[{"selector":"#buy","tag":"button","text":"Buy","count":2}],
                 "values":null,
                 "points":{"element":[0],"x":[16006],"y":[100],"pageX":[700],"pageY":[900],"documentWidth":[1200],"count":[2]}}
                """));
    }

    @Test
    void points_bySource_haveTheValueOfTheirSession() throws Exception {
        JsonNode answer = ask("query", "{'pageGroup':'Coffees','kind':'click','by':'source'," + RANGE + "}");

        assertThat(answer.path("values")).isEqualTo(JSON.readTree("[\"\",\"Google\"]"));
        assertThat(answer.at("/points/count")).isEqualTo(JSON.readTree("[1,1]"));
        assertThat(answer.at("/points/value")).hasSize(2);
    }

    @Test
    void points_withAFilterThatNothingMeets_areNone() throws Exception {
        JsonNode answer = ask(
                "query",
                "{'page':'/coffee/a','kind':'click','by':'converted','filters':[['is','source',['Bing']]]," + RANGE
                        + "}");

        assertThat(answer.path("interactions").asInt()).isZero();
        assertThat(answer.path("values")).isEmpty();
        assertThat(answer.at("/points/element")).isEmpty();
    }

    @Test
    void scroll_tellsReachAndAttention() throws Exception {
        JsonNode answer = ask("scroll", "{'pageGroup':'Coffees','device':'desktop'," + RANGE + "}");

        assertThat(answer.path("pageviews").asInt()).isEqualTo(2);
        assertThat(answer.at("/reach/499").asInt()).isEqualTo(2);
        assertThat(answer.at("/reach/500").asInt()).isEqualTo(1);
        assertThat(answer.path("averageDepth").asDouble()).isEqualTo(0.75);
        assertThat(answer.path("averageFold").asDouble()).isEqualTo(0.2);
        assertThat(answer.at("/attention/pageviews").asInt()).isEqualTo(1);
        assertThat(answer.at("/attention/seconds/99").asDouble()).isZero();
        assertThat(answer.at("/attention/seconds/100").asDouble()).isEqualTo(4);
        assertThat(answer.at("/attention/seconds/300").asDouble()).isZero();
    }

    @Test
    void scroll_ofAPageThatNobodySaw_knowsNoMeans() throws Exception {
        JsonNode answer = ask("scroll", "{'page':'/nowhere'," + RANGE + "}");

        assertThat(answer.path("averageDepth").isNull()).isTrue();
        assertThat(answer.path("foldPx").isNull()).isTrue();
        assertThat(answer.at("/reach/0").asInt()).isZero();
    }

    @Test
    void elements_tellWhatCameOfTheClicks() throws Exception {
        JsonNode answer = ask("elements", "{'pageGroup':'Coffees'," + RANGE + "}");

        assertThat(answer.path("comparedSamples").isNull()).isTrue();
        assertThat(answer.path("rows")).isEqualTo(JSON.readTree("""
                [{"selector":"#buy","tag":"button","text":"Buy","clicks":2,"share":1.0,"sessions":2,"clickRate":1.0,
                  "rageClicks":1,"deadClicks":0,"errorClicks":0,"hesitationSeconds":2.0,"conversionsAfter":1,
                  "conversionRateAfter":0.5,"compared":null,"pValue":null}]
                """));
        assertThat(answer.path("meta")).isEqualTo(JSON.readTree("{\"total\":1,\"nextCursor\":null}"));
    }

    @Test
    void elements_comparedWithAnotherSource_tellBoth() throws Exception {
        JsonNode answer = ask(
                "elements",
                "{'pageGroup':'Coffees','filters':[['is','source',['Google']]],'compare':{'filters':[]}," + RANGE
                        + "}");

        assertThat(answer.at("/rows/0/clicks").asInt()).isEqualTo(1);
        assertThat(answer.at("/rows/0/compared"))
                .isEqualTo(JSON.readTree("{\"clicks\":2,\"sessions\":2,\"clickRate\":1.0}"));
        assertThat(answer.at("/comparedSamples/0/sessions").asInt()).isEqualTo(2);
    }

    @Test
    void elements_asCsv_areAllOfThem() throws Exception {
        HttpResponse<String> answer = request.header("Accept", "text/csv")
                .post(
                        "/api/v1/sites/" + site.id() + "/heatmaps/elements",
                        "{'page':'/coffee/a','limit':1," + RANGE + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().lines())
                .containsExactly(
                        "selector,tag,text,clicks,share,sessions,clickRate,rageClicks,deadClicks,errorClicks,"
                                + "hesitationSeconds,conversionsAfter,conversionRateAfter",
                        "#buy,button,Buy,1,1.0,1,1.0,1,0,0,2.0,1,1.0");
    }

    @Test
    void zones_tellWhatWasSeenClickedAndBought() throws Exception {
        JsonNode answer = ask(
                "zones",
                "{'pageGroup':'Coffees','zones':[{'id':'top','selectors':['#buy','a'],'top':100,'bottom':250},"
                        + "{'id':'rest','selectors':[],'top':500,'bottom':1000}]," + RANGE + "}");

        assertThat(answer.path("attentionPageviews").asInt()).isEqualTo(1);
        assertThat(answer.path("rows")).isEqualTo(JSON.readTree("""
                [{"id":"top","clicks":2,"clickedSessions":2,"clickRate":1.0,"exposedPageviews":1,"exposure":1.0,"seconds":4.0,
                  "attractiveness":1.0,"revenue":12.5,"purchases":1},
                 {"id":"rest","clicks":0,"clickedSessions":0,"clickRate":0.0,"exposedPageviews":0,"exposure":0.0,"seconds":null,
                  "attractiveness":null,"revenue":0,"purchases":0}]
                """));
    }

    /** Selectors are long, and a zone has many. */
    @Test
    void zones_withMoreSelectorsThanOtherBodiesHold_areAnswered() throws Exception {
        String selectors = ("'" + "x".repeat(180) + "',").repeat(1999) + "'#buy'";
        String body = "{'page':'/coffee/a'," + RANGE + ",'zones':[{'id':'a','selectors':[" + selectors
                + "],'top':0,'bottom':9}]}";

        HttpResponse<String> answer = request.post("/api/v1/sites/" + site.id() + "/heatmaps/zones", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ApiServer.json(answer).at("/rows/0/clicks").asInt()).isEqualTo(1);
    }

    @Test
    void element_hasEveryStepInTheSitesZone() throws Exception {
        JsonNode answer = ask("element", "{'pageGroup':'Coffees','selector':'#buy','interval':'day'," + RANGE + "}");

        assertThat(answer.path("rows")).hasSize(32);
        assertThat(answer.at("/rows/9")).isEqualTo(JSON.readTree("""
                {"start":"2026-10-10T00:00:00+03:00","clicks":2,"sessions":2}
                """));
        assertThat(answer.at("/rows/31/start").asText()).isEqualTo("2026-11-01T00:00:00+02:00");
    }

    @Test
    void pages_areThoseOfThisSite_theWorstFirst_andGoOnWithACursor() throws Exception {
        String asked = "{'limit':1," + RANGE + "}";
        JsonNode first = ask("pages", asked);
        JsonNode second = ask(
                "pages",
                asked.replace(
                        "'limit'", "'cursor':'" + first.at("/meta/nextCursor").asText() + "','limit'"));

        assertThat(first.at("/rows/0/page").asText()).isEqualTo("/coffee/a");
        assertThat(first.at("/rows/0/rageRate").asDouble()).isEqualTo(1);
        assertThat(first.at("/rows/0/devices")).isEqualTo(JSON.readTree("{\"desktop\":1,\"tablet\":0,\"mobile\":0}"));
        assertThat(first.at("/meta/total").asInt()).isEqualTo(2);
        assertThat(second.at("/rows/0/page").asText()).isEqualTo("/coffee/b");
        assertThat(second.at("/meta/nextCursor").isNull()).isTrue();
    }

    @Test
    void pages_grouped_searchedAndOrdered() throws Exception {
        JsonNode grouped = ask("pages", "{'grouped':true," + RANGE + "}");
        JsonNode searched = ask("pages", "{'search':'E/B'," + RANGE + "}");
        JsonNode ordered = ask("pages", "{'orderBy':[['averageDepth','desc'],['page','asc']]," + RANGE + "}");

        assertThat(grouped.at("/rows/0/page").asText()).isEqualTo("Coffees");
        assertThat(grouped.at("/rows/0/sessions").asInt()).isEqualTo(2);
        assertThat(grouped.path("rows")).hasSize(1);
        assertThat(searched.path("rows")).hasSize(1);
        assertThat(searched.at("/rows/0/page").asText()).isEqualTo("/coffee/b");
        assertThat(ordered.at("/rows/0/page").asText()).isEqualTo("/coffee/b");
    }

    @Test
    void regex_thatGrowsTooLarge_isRefused() throws Exception {
        HttpResponse<String> answer = request.post(
                "/api/v1/sites/" + site.id() + "/heatmaps/query",
                "{'page':'/','kind':'click'," + RANGE + ",'filters':[['matches','page',['((a{100}){10}){100}']]]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    private static JsonNode ask(String question, String body) throws Exception {
        HttpResponse<String> answer = request.post("/api/v1/sites/" + site.id() + "/heatmaps/" + question, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private static Site site(String domain) {
        return server.store.sites().create(new Sites.Settings(domain, List.of(), ZoneId.of("Europe/Helsinki"), "EUR"));
    }

    /** A visitor's session that begins with a view of the page. */
    private static void session(Site of, long id, String source, String page) {
        event(of, id, 0, "pageview", page, 0);
        clickHouse.execute("""
                INSERT INTO sessions (site_id, visitor_id, session_id, sign, version, started_at, ended_at, events,
                                      pageviews, source)
                SELECT {site:UInt32}, {id:UInt64}, {id:UInt64}, 1, 1, fromUnixTimestamp64Milli({at:Int64}, 'UTC') AS began,
                       began, 1, 1, {source:String}
                """, Map.of("site", of.number(), "id", id, "at", VISIT.toEpochMilli(), "source", source));
    }

    private static void event(Site of, long id, long seconds, String name, String page, double revenue) {
        clickHouse.execute(
                """
                INSERT INTO events (site_id, visitor_id, session_id, at, name, page, device, revenue, currency)
                SELECT {site:UInt32}, {id:UInt64}, {id:UInt64}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {name:String},
                       {page:String}, 'desktop', {revenue:Decimal(18, 4)}, 'EUR'
                """,
                Map.of(
                        "site", of.number(),
                        "id", id,
                        "at", VISIT.plusSeconds(seconds).toEpochMilli(),
                        "name", name,
                        "page", page,
                        "revenue", revenue));
    }

    private static void interaction(
            Site of, long id, long seconds, String kind, String page, int x, int y, int depth, int top, int bottom) {
        clickHouse.execute(
                """
                INSERT INTO interactions (site_id, visitor_id, session_id, pageview_id, at, kind, page, device,
                    viewport_height, document_width, document_height, active_ms, scroll_depth, band_top, band_bottom,
                    selector, tag, text, element_x, element_y, page_x, page_y)
                SELECT {site:UInt32}, {id:UInt64}, {id:UInt64}, 1, fromUnixTimestamp64Milli({at:Int64}, 'UTC'),
                       {kind:String}, {page:String}, 'desktop', 800, 1200, 4000, 4000, {depth:UInt16}, {top:UInt16},
                       {bottom:UInt16}, '#buy', 'button', 'Buy', {x:UInt16}, {y:UInt16}, 700, 900
                """,
                Map.of(
                        "site", of.number(),
                        "id", id,
                        "at", VISIT.plusSeconds(seconds).toEpochMilli(),
                        "kind", kind,
                        "page", page,
                        "depth", depth,
                        "top", top,
                        "bottom", bottom,
                        "x", x,
                        "y", y));
    }
}
