package polku.load.replays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The demo shop's pages as rrweb recorded them in a browser, with their style sheets: a file of the built server.
 *
 * @param nodes a full snapshot's node each, as JSON text
 */
record RecordedPages(List<String> nodes) {
    private static final String FILE = "server/target/classes/polku/demo/shop-pages.jsonl.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param home where Polku is built */
    static RecordedPages read(Path home) throws IOException {
        List<String> nodes = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(home.resolve(FILE))), StandardCharsets.UTF_8))) {
            JsonNode common = JSON.readTree(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String node = JSON.readTree(line).get("snapshot").toString();
                for (int i = 0; i < common.size(); i++) {
                    String quoted = common.get(i).toString();
                    node = node.replace("@@" + i + "@@", quoted.substring(1, quoted.length() - 1));
                }
                nodes.add(node);
            }
        }
        return new RecordedPages(nodes);
    }
}
