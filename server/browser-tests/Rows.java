import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import polku.storage.clickhouse.ClickHouseConfig;
import polku.storage.config.Environment;
import polku.storage.engine.EmbeddedClickHouse;
import polku.storage.engine.EngineConfig;

/**
 * What lies in the tables of a Polku that has ended: {@code java Rows.java DATA_DIRECTORY STATEMENT…} prints the answer to
 * each statement, one JSON object a line, and a line {@code --} after each answer.
 */
class Rows {
    public static void main(String[] args) throws Exception {
        EngineConfig config = EngineConfig.from(Environment.ofProcess(), Path.of(args[0]));
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(config)) {
            for (int i = 1; i < args.length; i++) {
                System.out.print(answer(engine.config(), args[i]));
                System.out.println("--");
            }
        }
    }

    private static String answer(ClickHouseConfig clickHouse, String statement) throws Exception {
        String parameters = "/?database=" + clickHouse.database() + "&default_format=JSONEachRow&output_format_json_quote_64bit_integers=1";
        HttpRequest request = HttpRequest.newBuilder(URI.create(clickHouse.url() + parameters))
                .header("X-ClickHouse-User", clickHouse.user())
                .header("X-ClickHouse-Key", clickHouse.password())
                .POST(BodyPublishers.ofString(statement))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
        return response.body();
    }
}
