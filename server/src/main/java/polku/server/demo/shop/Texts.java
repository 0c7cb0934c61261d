package polku.server.demo.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that the shop says in one language, by key, as {@code texts/<language>.json} has it. Templates fill their holes from
 * here; what begins with {@value #SCRIPTS} is for the scripts in the browser.
 */
public final class Texts {
    private static final String SCRIPTS = "js.";

    private final Language language;
    private final Map<String, String> byKey;

    private Texts(Language language, Map<String, String> byKey) {
        this.language = language;
        this.byKey = byKey;
    }

    public static Texts load(Language language) {
        String json = Template.load("texts/" + language.code() + ".json").source();
        try {
            return new Texts(language, new ObjectMapper().readValue(json, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Language language() {
        return language;
    }

    /** @throws IllegalArgumentException where nothing is said under this key: a mistake of the page's author */
    public String text(String key) {
        String text = byKey.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text in " + language.code() + " for " + key);
        }
        return text;
    }

    /** With {@code {name}} replaced by its value. */
    String text(String key, String name, String value) {
        return text(key).replace("{" + name + "}", value);
    }

    Map<String, String> all() {
        return byKey;
    }

    /** The module that scripts import: {@code export default {"cart.empty": "…"}}. */
    String module() {
        Map<String, String> theirs = new LinkedHashMap<>();
        byKey.forEach((key, text) -> {
            if (key.startsWith(SCRIPTS)) {
                theirs.put(key.substring(SCRIPTS.length()), text);
            }
        });
        try {
            return "export default " + new ObjectMapper().writeValueAsString(theirs) + ";\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A page's title, which simulated visitors report as real ones do.
     *
     * @param page as in the key {@code title.<page>}
     */
    public String title(String page) {
        return text("title." + page);
    }

    public String title(Catalogue.Product product) {
        return product.name() + " – Paahto";
    }
}
