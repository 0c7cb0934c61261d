package polku.server.demo.shop;

import java.util.HashMap;
import java.util.Map;

/** What every page of one language has around it: head, header with the menu, footer, consent. */
final class Frame {
    private final Texts texts;
    private final String tracker;
    private final String site;
    private final Template layout = Template.load("pages/layout.html");

    /** @param tracker the collector's origin, "http://localhost:8080", from where the snippet loads */
    Frame(Texts texts, String tracker, String site) {
        this.texts = texts;
        this.tracker = tracker;
        this.site = site;
    }

    Texts texts() {
        return texts;
    }

    /** Values for templates: all texts, the language's root for links, and {@code more}. */
    Map<String, String> values(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(texts.all());
        values.put("root", texts.language().root());
        values.put("language", texts.language().code());
        values.putAll(more);
        return values;
    }

    /** A whole page around {@code main}. */
    String around(String main, Head head) {
        Language language = texts.language();
        Language other = language.other();
        Map<String, String> values = values(Map.of(
                "title",
                head.title(),
                "description",
                head.description(),
                "tracker",
                tracker,
                "site",
                site,
                "head",
                head.more(),
                "script",
                head.script().isEmpty() ? "" : script(head.script()),
                "main",
                main));
        values.put("other", other.code());
        values.put("elsewhere", other.address(head.path()));
        values.put("invitation", language.invitation());
        values.put("in-english", Language.ENGLISH.address(head.path()));
        values.put("in-finnish", Language.FINNISH.address(head.path()));
        return layout.fill(values);
    }

    private static String script(String name) {
        return "<script type=\"module\" src=\"/assets/" + name + "\"></script>";
    }

    /**
     * @param path of the English page, with its query
     * @param script the module that the page runs, empty for none
     * @param more HTML of the head
     */
    record Head(String title, String description, String path, String script, String more) {
        Head(String title, String description, String path, String script) {
            this(title, description, path, script, "");
        }
    }
}
