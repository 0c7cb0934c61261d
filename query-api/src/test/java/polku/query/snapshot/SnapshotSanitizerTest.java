package polku.query.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotSanitizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sanitise_whatMakesUpThePage_isKept() throws Exception {
        String page = document(
                element("style", "", text("a{color:red}")),
                element(
                        "main",
                        "'id':'main','class':'page wide','data-kind':'shop','aria-label':'Shop'",
                        element("h1", "", text("Coffee"))),
                element(
                        "shop-card",
                        "",
                        element("img", "'src':'https://shop.example/a.png','alt':'A bag','width':'200'")),
                element("svg", "'viewBox':'0 0 1 1'", element("use", "'xlink:href':'#bag'")),
                element("input", "'type':'text','value':'***','checked':true"));
        JsonNode clean = SnapshotSanitizer.sanitise(page);

        assertThat(tags(clean)).containsExactly("style", "main", "h1", "shop-card", "img", "svg", "use", "input");
        assertThat(find(clean, "main").path("attributes").toString())
                .isEqualTo("{\"id\":\"main\",\"class\":\"page wide\",\"data-kind\":\"shop\",\"aria-label\":\"Shop\"}");
        assertThat(find(clean, "img").path("attributes").path("src").asText()).isEqualTo("https://shop.example/a.png");
        assertThat(find(clean, "use").path("attributes").path("xlink:href").asText())
                .isEqualTo("#bag");
        assertThat(find(clean, "input").path("attributes").path("checked").asBoolean())
                .isTrue();
        assertThat(find(clean, "h1")
                        .path("childNodes")
                        .path(0)
                        .path("textContent")
                        .asText())
                .isEqualTo("Coffee");
        assertThat(find(clean, "style")
                        .path("childNodes")
                        .path(0)
                        .path("isStyle")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "script",
                "SCRIPT",
                "object",
                "embed",
                "applet",
                "base",
                "meta",
                "frame",
                "frameset",
                "portal",
                "template",
                "noscript",
                "foreignObject",
                "animate",
                "set",
                "math",
                "svg:script",
                "x",
                "",
                "fencedframe",
                "dialog onload"
            })
    void sanitise_whatLoadsOrRuns_isLeftOutWithAllInIt(String tag) throws Exception {
        JsonNode clean = SnapshotSanitizer.sanitise(document(
                element(tag, "'src':'https://evil.example/'", element("p", "", text("inside"))),
                element("p", "", text("after"))));
        assertThat(tags(clean)).containsExactly("p");
        assertThat(clean.toString()).contains("after").doesNotContain("inside").doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "div | onclick | alert(1)",
                "div | ONCLICK | alert(1)",
                "body | onload | x()",
                "a | ping | https://evil.example/",
                "iframe | srcdoc | <script>x()</script>",
                "iframe | src | https://evil.example/",
                "form | action | https://evil.example/",
                "button | formaction | https://evil.example/",
                "img | src | javascript:x()",
                "img | src | data:text/html,<script>",
                "img | srcset | javascript:x() 1x",
                "img | src | ../relative.png",
                "video | src | javascript:x()",
                "use | href | https://evil.example/#x",
                "use | xlink:href | data:image/svg+xml,<svg/>",
                "image | href | javascript:x()",
                "link | href | https://evil.example/x.css",
                "div | contenteditable | true",
                "input | autofocus | autofocus",
                "meta | http-equiv | refresh",
                "div | style onload | x",
                "input | formmethod | post",
                "html | manifest | x",
                "table | background | https://evil.example/",
                "a | href | javascript:x()"
            })
    void sanitise_attributesThatLoadRunOrLeadElsewhere_areLeftOut(String tag, String name, String value)
            throws Exception {
        ObjectNode attributes = JSON.createObjectNode().put(name, value).put("id", "kept");
        ObjectNode given =
                JSON.createObjectNode().put("type", 2).put("tagName", tag).put("id", 9);
        given.set("attributes", attributes);
        given.set("childNodes", JSON.createArrayNode());
        ObjectNode document = JSON.createObjectNode().put("type", 0).put("id", 1);
        document.set("childNodes", JSON.createArrayNode().add(given));

        String clean = SnapshotSanitizer.sanitise(document.toString()).toString();
        assertThat(clean)
                .doesNotContain("evil")
                .doesNotContain("x()")
                .doesNotContain("alert")
                .doesNotContain("<script");
        assertThat(clean).doesNotContain("\"" + name + "\":\"" + value);
    }

    @Test
    void sanitise_links_lookLikeLinksAndLeadNowhere() throws Exception {
        JsonNode clean = SnapshotSanitizer.sanitise(
                document(element("a", "'href':'https://shop.example/cart?token=1'", text("Cart"))));
        assertThat(find(clean, "a").path("attributes").path("href").asText()).isEqualTo("#");
    }

    @Test
    void sanitise_frames_becomeBoxesOfTheirSize() throws Exception {
        JsonNode clean = SnapshotSanitizer.sanitise(document(element(
                "iframe",
                "'src':'https://video.example/','rr_width':'320px','rr_height':'180px'",
                element("p", "", text("inside")))));
        JsonNode box = find(clean, "iframe");
        assertThat(box.path("attributes").toString()).isEqualTo("{\"rr_width\":\"320px\",\"rr_height\":\"180px\"}");
        assertThat(box.path("childNodes")).isEmpty();
    }

    @Test
    void sanitise_unknownMembers_areNotPassedOn() throws Exception {
        JsonNode clean = SnapshotSanitizer.sanitise(
                "{\"type\":0,\"id\":1,\"__proto__\":{\"x\":1},\"childNodes\":[{\"type\":2,\"tagName\":\"p\",\"id\":2,\"evil\":1,"
                        + "\"attributes\":{\"__proto__\":\"x\",\"class\":[\"x\"]},\"childNodes\":[]}]}");
        assertThat(clean.toString())
                .isEqualTo(
                        "{\"type\":0,\"id\":1,\"childNodes\":[{\"type\":2,\"id\":2,\"tagName\":\"p\",\"attributes\":{},\"childNodes\":[]}]}");
    }

    @Test
    void sanitise_hugeAndDeepTrees_areCutNotRefused() throws Exception {
        String many = element("p", "").repeat(1);
        JsonNode wide = SnapshotSanitizer.sanitise(document(Stream.generate(() -> many)
                .limit(SnapshotSanitizer.MOST_NODES + 500)
                .toArray(String[]::new)));
        assertThat(tags(wide)).hasSize(SnapshotSanitizer.MOST_NODES - 1);

        String deep = "";
        for (int i = 0; i < 450; i++) {
            deep = i == 0 ? element("div", "") : element("div", "", deep);
        }
        assertThat(tags(SnapshotSanitizer.sanitise(document(deep)))).hasSize(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":2}",
                "{\"type\":0,\"childNodes\":7}",
                "{\"type\":0,\"childNodes\":[{},null,7]}",
                "{"
            })
    void sanitise_whatIsNoDocument_isAnEmptyOne(String content) {
        assertThat(tags(SnapshotSanitizer.sanitise(content))).isEmpty();
        assertThat(SnapshotSanitizer.sanitise(content).path("type").asInt()).isZero();
    }

    private static String document(String... children) {
        return "{\"type\":0,\"id\":1,\"childNodes\":[" + String.join(",", children) + "]}";
    }

    private static String element(String tag, String attributes, String... children) {
        return "{\"type\":2,\"id\":2,\"tagName\":\"" + tag + "\",\"attributes\":{" + attributes.replace('\'', '"')
                + "},\"childNodes\":[" + String.join(",", children) + "]}";
    }

    private static String text(String text) {
        return "{\"type\":3,\"id\":3,\"textContent\":\"" + text + "\"}";
    }

    private static List<String> tags(JsonNode node) {
        List<String> tags = new ArrayList<>();
        if (node.has("tagName")) {
            tags.add(node.path("tagName").asText());
        }
        node.path("childNodes").forEach(child -> tags.addAll(tags(child)));
        return tags;
    }

    private static JsonNode find(JsonNode node, String tag) {
        if (node.path("tagName").asText().equals(tag)) {
            return node;
        }
        for (JsonNode child : node.path("childNodes")) {
            JsonNode found = find(child, tag);
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return JSON.missingNode();
    }
}
