package polku.server.demo.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the shop's pages look like, as the tracker recorded them in a browser, for the heatmaps of visitors who have none. A file of
 * the demo, made by {@code server/browser-tests/record-shop.mjs}: a line of JSON a page.
 */
final class ShopPictures {
    private static final String FILE = "/polku/demo/shop-pages.jsonl.gz";
    /** Stands for the shop's origin, which differs from start to start. */
    private static final String ORIGIN = "http://shop.invalid";

    private ShopPictures() {}

    /** Sends each page for each class of devices, one after another. */
    static Future<Void> send(Vertx vertx, BeaconSender sender, String site, URI shop) {
        return vertx.executeBlocking(() -> bodies(site, shop)).compose(bodies -> next(sender, bodies, 0));
    }

    private static Future<Void> next(BeaconSender sender, List<byte[]> bodies, int index) {
        return index == bodies.size()
                ? Future.succeededFuture()
                : sender.send(bodies.get(index)).compose(taken -> next(sender, bodies, index + 1));
    }

    static List<byte[]> bodies(String site, URI shop) {
        List<byte[]> bodies = new ArrayList<>();
        try (InputStream file = ShopPictures.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the demo lacks its file " + FILE);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8));
            JsonArray common = new JsonArray(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject page = new JsonObject(whole(line, common).replace(ORIGIN, shop.toString()));
                for (String device : page.getJsonObject("sizes").fieldNames()) {
                    bodies.add(body(site, shop, page, device));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bodies;
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

    private static byte[] body(String site, URI shop, JsonObject page, String device) throws IOException {
        JsonArray sizes = page.getJsonObject("sizes").getJsonArray(device);
        JsonObject body = new JsonObject()
                .put("v", 1)
                .put("site", site)
                .put("url", shop + page.getString("path"))
                .put("device", device)
                .put("skeleton", page.getString("skeleton"))
                .put("title", page.getString("title"))
                .put("viewport", sizes.getJsonArray(0))
                .put("document", sizes.getJsonArray(1))
                .put("snapshot", page.getJsonObject("snapshot"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.toBuffer().getBytes());
        }
        return packed.toByteArray();
    }
}
