package polku.server.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ShopPicturesTest {
    private static final URI SHOP = URI.create("http://localhost:8090");
    private static final List<JsonObject> PICTURES = ShopPictures.bodies("k3v9q2xm7abc", SHOP).stream()
            .map(ShopPicturesTest::unpacked)
            .toList();

    @Test
    void pictures_areOfEveryPageThatVisitorsOpen_onEveryDevice() {
        Set<String> shown = PICTURES.stream()
                .map(picture -> picture.getString("device") + " " + picture.getString("url"))
                .collect(Collectors.toSet());
        for (String device : List.of("desktop", "tablet", "mobile")) {
            for (ShopPage page : ShopPage.values()) {
                boolean named = page == ShopPage.PRODUCT || page == ShopPage.ARTICLE;
                String path = page.path() + (page == ShopPage.PRODUCT ? "/metsa" : named ? "/water" : "");
                assertThat(shown).contains(device + " " + SHOP + path);
                assertThat(shown).contains(device + " " + SHOP + "/fi" + (path.equals("/") ? "" : path));
            }
        }
    }

    @Test
    void pictures_holdTheWholePage_withTheShopsOwnAddress() {
        assertThat(PICTURES).allSatisfy(picture -> {
            assertThat(picture.getString("skeleton")).matches("[0-9a-f]{16}");
            assertThat(picture.getString("title")).isNotEmpty();
            String page = picture.getJsonObject("snapshot").encode();
            assertThat(page).contains("\"id\":\"main\"", "_cssText").doesNotContain("@@", "shop.invalid");
        });
    }

    private static JsonObject unpacked(byte[] body) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new JsonObject(Buffer.buffer(gzip.readAllBytes()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
