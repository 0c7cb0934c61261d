package polku.storage.read;

import java.util.ArrayList;
import java.util.List;
import polku.storage.control.PageGlob;
import polku.storage.control.UrlGroup;

/** Patterns of pages in SQL. */
public final class PagePattern {
    private PagePattern() {}

    /** True where the page, an SQL expression, matches. */
    public static String condition(String page, String pattern, Bindings bindings) {
        if (PageGlob.isExact(pattern)) {
            return page + " = " + bindings.text(pattern);
        }
        // Most pages differ in the beginning, which is many times cheaper to see than that the expression fails.
        return "startsWith(" + page + ", " + bindings.text(PageGlob.prefix(pattern)) + ") AND match(" + page + ", "
                + bindings.text(PageGlob.toRegex(pattern)) + ")";
    }

    /** The group of the page, an SQL expression: the first whose pattern matches, or the page itself. */
    public static String group(String page, List<UrlGroup> groups, Bindings bindings) {
        if (groups.isEmpty()) {
            return page;
        }
        List<String> parts = new ArrayList<>();
        for (UrlGroup group : groups) {
            parts.add(condition(page, group.pattern(), bindings));
            parts.add(bindings.text(group.name()));
        }
        parts.add(page);
        return "multiIf(" + String.join(", ", parts) + ")";
    }
}
