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
