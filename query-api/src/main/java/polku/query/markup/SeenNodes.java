package polku.query.markup;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the nodes of a picture that changes, by their numbers. A change names its node by number alone; of a node that was told of
 * before the events at hand nothing is known, and what is told of it must be safe whatever it is.
 */
public final class SeenNodes {
    /** More is the invention of somebody; what comes then is unknown. */
    private static final int MOST = 400_000;

    private static final String STYLE_TEXT = "#style";
    private static final String PLAIN_TEXT = "#text";
    private static final Set<String> MAY_LOAD =
            Set.of("url(", "@import", "image-set(", "src(", "image(", "expression(");

    private final Map<Integer, String> names = new HashMap<>();

    /** All is told anew. */
    public void forget() {
        names.clear();
    }

    void element(int id, String tag) {
        put(id, tag);
    }

    void text(int id, String parent) {
        put(id, parent.isEmpty() ? "" : parent.equals("style") ? STYLE_TEXT : PLAIN_TEXT);
    }

    private void put(int id, String name) {
        if (names.size() < MOST || names.containsKey(id)) {
            names.put(id, name);
        } else {
            names.remove(id);
        }
    }

    /** In lower case, or "" where it is not known. */
    public String tag(int id) {
        String name = names.getOrDefault(id, "");
        return name.startsWith("#") ? "" : name;
    }

    /** The text as it may stand in the node. */
    public String safeText(int id, String text, SafeAddresses addresses) {
        String name = names.getOrDefault(id, "");
        if (name.equals(STYLE_TEXT)) {
            // apart from the texts beside it, so that two harmless ones make no harmful one
            return "/**/" + SafeStyles.clean(text, addresses) + "/**/";
        }
        // it may be a style sheet's, and may be an article on style sheets
        return name.equals(PLAIN_TEXT) || !mayLoad(text) ? text : SafeStyles.clean(text, addresses);
    }

    private static boolean mayLoad(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.indexOf('\\') >= 0 || MAY_LOAD.stream().anyMatch(lower::contains);
    }
}
