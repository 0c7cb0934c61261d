package polku.server.demo.simulator;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What the shop's pages look like, as the tracker recorded them in a browser: a file of the demo, made by
 * {@code server/browser-tests/record-shop.mjs}, a line of JSON a page.
 */
final class ShopPages {
    private static final String FILE = "/polku/demo/shop-pages.jsonl.gz";
    /** Stands for the shop's origin, which differs from start to start. */
    private static final String ORIGIN = "http://shop.invalid";

    private ShopPages() {}

    /**
     * All of them: {@code path}, {@code title}, {@code skeleton}, the {@code snapshot} (a node of rrweb), and by class of
     * device {@code sizes} (of window and document) and {@code boxes} (left, top, width and height in the document by
     * selector, of what simulated visitors act on), in CSS px.
     */
    static List<JsonObject> load(URI shop) {
        List<JsonObject> pages = new ArrayList<>();
        try (InputStream file = ShopPages.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the demo lacks its file " + FILE);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8));
            JsonArray common = new JsonArray(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pages.add(new JsonObject(whole(line, common).replace(ORIGIN, shop.toString())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    /** With what it has in common with other pages, which stands in the file's first line. */
    private static String whole(String line, JsonArray common) {
        String whole = line;
        for (int i = 0; i < common.size(); i++) {
            String quoted = Json.encode(common.getString(i));
            whole = whole.replace("@@" + i + "@@", quoted.substring(1, quoted.length() - 1));
        }
        return whole;
    }
}
