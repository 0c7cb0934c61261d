package polku.server.demo.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Tells what the shop's pages look like, for the heatmaps of visitors who have no browser that could. */
final class ShopPictures {
    private ShopPictures() {}

    /** Sends each page for each class of devices, one after another. */
    static Future<Void> send(Vertx vertx, BeaconSender sender, String site, URI shop) {
        return vertx.executeBlocking(() -> bodies(site, shop)).compose(sender::sendAll);
    }

    static List<byte[]> bodies(String site, URI shop) {
        List<byte[]> bodies = new ArrayList<>();
        for (JsonObject page : ShopPages.load(shop)) {
            for (String device : page.getJsonObject("sizes").fieldNames()) {
                bodies.add(body(site, shop, page, device));
            }
        }
        return bodies;
    }

    private static byte[] body(String site, URI shop, JsonObject page, String device) {
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
        return Gzip.pack(body.toBuffer().getBytes());
    }
}
