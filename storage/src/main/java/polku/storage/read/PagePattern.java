package polku.storage.read;

/** Patterns of pages: {@code *} stands for any text inside one path segment, {@code **} for any text at all. */
final class PagePattern {
    private PagePattern() {}

    static boolean isExact(String pattern) {
        return pattern.indexOf('*') < 0;
    }

    /** True where the page, an SQL expression, matches. */
    static String condition(String page, String pattern, Bindings bindings) {
        if (isExact(pattern)) {
            return page + " = " + bindings.text(pattern);
        }
        // Most pages differ in the beginning, which is many times cheaper to see than that the expression fails.
        return "startsWith(" + page + ", " + bindings.text(prefix(pattern)) + ") AND match(" + page + ", "
                + bindings.text(toRegex(pattern)) + ")";
    }

    /** What every page that matches begins with. */
    static String prefix(String pattern) {
        int star = pattern.indexOf('*');
        return star < 0 ? pattern : pattern.substring(0, star);
    }

    /** The same as an anchored RE2 expression. */
    static String toRegex(String pattern) {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '*') {
                if ("\\.+?()|[]{}^$".indexOf(c) >= 0) {
                    regex.append('\\');
                }
                regex.append(c);
            } else if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append("[^/]*");
            }
        }
        return regex.append('$').toString();
    }
}
