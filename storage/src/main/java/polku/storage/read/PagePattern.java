package polku.storage.read;

import polku.storage.control.PageGlob;

/** Patterns of pages in SQL. */
final class PagePattern {
    private PagePattern() {}

    /** True where the page, an SQL expression, matches. */
    static String condition(String page, String pattern, Bindings bindings) {
        if (PageGlob.isExact(pattern)) {
            return page + " = " + bindings.text(pattern);
        }
        // Most pages differ in the beginning, which is many times cheaper to see than that the expression fails.
        return "startsWith(" + page + ", " + bindings.text(PageGlob.prefix(pattern)) + ") AND match(" + page + ", "
                + bindings.text(PageGlob.toRegex(pattern)) + ")";
    }
}
