package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.control.Sites;

/** What may be asked about pages and what not; what the numbers are is held by the tests of storage. */
class HeatmapRequestsTest {
    private static final String RANGE = "'dateRange':{'from':'2026-10-01T00:00:00Z','to':'2026-11-01T00:00:00Z'}";

    @TempDir
    static Path directory;

    private static ApiServer server;
    private static ApiServer.Request request;
    private static String heatmaps;

    @BeforeAll
    static void start() {
        server = new ApiServer(directory);
        request = server.withKey();
        String site = server.store
                .sites()
                .create(new Sites.Settings("example.org", List.of(), ZoneId.of("Europe/Helsinki"), "EUR"))
                .id();
        heatmaps = "/api/v1/sites/" + site + "/heatmaps/";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query  | {RANGE,\"kind\":\"click\"}                                        | page is missing, and so is a pageGroup",
                "query  | {RANGE,\"kind\":\"click\",\"page\":\"/\",\"pageGroup\":\"a\"}      | pageGroup must not be there beside a page",
                "query  | {RANGE,\"kind\":\"click\",\"page\":\"\"}                           | page must have 1 to 2048 characters",
                "query  | {\"kind\":\"click\",\"page\":\"/\"}                                | dateRange is missing",
                "query  | {RANGE,\"page\":\"/\"}                                            | kind must be click, move, rageClick, deadClick or errorClick",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"scroll\"}                         | kind must be click, move, rageClick, deadClick or errorClick",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"click\",\"device\":\"watch\"}     | device must be desktop, tablet or mobile",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"click\",\"by\":\"page\"}          | by must be one of source,",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"click\",\"goal\":\"x\"}           | goal goes with by: \"converted\" alone",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"click\",\"by\":\"converted\",\"goal\":\"x\"} | goal names no goal of this site",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"click\",\"limit\":5}              | limit is not a field that is known here",
                "query  | {RANGE,\"page\":\"/\",\"kind\":\"click\",\"filters\":[[\"like\",\"page\",[\"/\"]]]} | filters.0.0 must be is, isNot,",
                "query  | {RANGE,\"page\":7,\"kind\":\"click\"}                              | page has the wrong type",
                "scroll | {RANGE,\"page\":\"/\",\"kind\":\"click\"}                          | kind is not a field that is known here",
                "elements | {RANGE,\"page\":\"/\",\"orderBy\":[[\"colour\",\"asc\"]]} | orderBy.0.0 must be one of clickRate,",
                "elements | {RANGE,\"page\":\"/\",\"orderBy\":[[\"clicks\",\"down\"]]} | orderBy.0.1 must be asc or desc",
                "elements | {RANGE,\"page\":\"/\",\"limit\":1001} | limit must be from 1 to 1000",
                "elements | {RANGE,\"page\":\"/\",\"cursor\":\"x\"} | cursor must be the nextCursor of an answer to the same query",
                "elements | {RANGE,\"page\":\"/\",\"goal\":\"x\"} | goal names no goal of this site",
                "elements | {RANGE,\"page\":\"/\",\"compare\":{\"page\":\"/b\"}} | compare.page is not a field that is known here",
                "elements | {RANGE,\"page\":\"/\",\"compare\":{\"device\":\"watch\"}} | compare.device must be desktop, tablet or mobile",
                "elements | {RANGE,\"page\":\"/\",\"compare\":{\"filters\":[[\"is\",\"planet\",[\"x\"]]]}} | compare.filters.0.1 names no dimension that is known",
                "elements | {RANGE,\"page\":\"/\",\"compare\":{\"dateRange\":{\"from\":\"2026-10-01T00:00:00Z\"}}} | compare.dateRange.to is missing",
                "zones | {RANGE,\"page\":\"/\"} | zones must be a list of 1 to 80 zones",
                "zones | {RANGE,\"page\":\"/\",\"zones\":[null]} | zones.0 must be a zone",
                "zones | {RANGE,\"page\":\"/\",\"zones\":[{\"id\":\"a\",\"selectors\":[],\"top\":0,\"bottom\":1001}]} | zones.0.bottom must be from 0 to 1000",
                "zones | {RANGE,\"page\":\"/\",\"zones\":[{\"id\":\"a\",\"selectors\":[],\"top\":9,\"bottom\":1}]} | zones.0.bottom must not be above the top",
                "zones | {RANGE,\"page\":\"/\",\"zones\":[{\"id\":\"\",\"selectors\":[],\"top\":0,\"bottom\":1}]} | zones.0.id must not be empty",
                "zones | {RANGE,\"page\":\"/\",\"zones\":[{\"id\":\"a\",\"top\":0,\"bottom\":1}]} | zones.0.selectors must be a list of at most 2000 selectors",
                "zones | {RANGE,\"page\":\"/\",\"zones\":[{\"id\":\"a\",\"selectors\":[],\"top\":0,\"bottom\":1},{\"id\":\"a\",\"selectors\":[],\"top\":0,\"bottom\":1}]} | zones.1.id is there twice",
                "element | {RANGE,\"page\":\"/\",\"interval\":\"day\"} | selector must have at most 2048 characters",
                "element | {RANGE,\"page\":\"/\",\"selector\":\"a\"} | interval is missing",
                "element | {RANGE,\"page\":\"/\",\"selector\":\"a\",\"interval\":\"minute\"} | interval would give more than 5000 rows",
                "pages | {RANGE,\"page\":\"/\"} | page is not a field that is known here",
                "pages | {} | dateRange is missing",
                "pages | {RANGE,\"orderBy\":[[\"page\"]]} | orderBy.0 must be a field of the rows, and asc or desc",
                "scroll | {RANGE}                                                         | page is missing, and so is a pageGroup",
            })
    void question_thatCannotBeAsked_isToldWhy(String question, String body, String why) throws Exception {
        HttpResponse<String> answer =
                request.header("Content-Type", "application/json").send("POST", heatmaps + question, body(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(answer).path("detail").asText()).startsWith(why);
    }

    private static String body(String text) {
        return text.replace("RANGE", RANGE.replace('\'', '"'));
    }
}
