package polku.server.demo.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML with holes: <code>{{name}}</code> takes text, which is escaped; <code>{{{name}}}</code> takes HTML as it is. A
 * hole without a value is a mistake of the page's author and fails loudly.
 */
record Template(String name, String source) {
    private static final Pattern HOLE = Pattern.compile("\\{\\{\\{([\\w. -]+)}}}|\\{\\{([\\w. -]+)}}");

    /** @param name a path below the shop's resources, "pages/home.html" */
    static Template load(String name) {
        try (InputStream file = Template.class.getResourceAsStream("/polku/demo/shop/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no such template: " + name);
            }
            return new Template(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(Map<String, String> values) {
        Matcher hole = HOLE.matcher(source);
        StringBuilder filled = new StringBuilder(source.length() * 2);
        while (hole.find()) {
            String raw = hole.group(1);
            String value = values.get(raw != null ? raw : hole.group(2));
            if (value == null) {
                throw new IllegalArgumentException(name + ": nothing to fill " + hole.group() + " with");
            }
            hole.appendReplacement(filled, Matcher.quoteReplacement(raw != null ? value : escape(value)));
        }
        return hole.appendTail(filled).toString();
    }

    /** Safe as text and inside a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
