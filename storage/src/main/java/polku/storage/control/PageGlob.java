package polku.storage.control;

import java.util.regex.Pattern;

/** What an owner writes for pages: {@code *} stands for any text inside one path segment, {@code **} for any text at all. */
public final class PageGlob {
    private PageGlob() {}

    public static boolean isExact(String pattern) {
        return pattern.indexOf('*') < 0;
    }

    /** What every page that matches begins with. */
    public static String prefix(String pattern) {
        int star = pattern.indexOf('*');
        return star < 0 ? pattern : pattern.substring(0, star);
    }

    public static boolean matches(String pattern, String page) {
        return isExact(pattern)
                ? page.equals(pattern)
                : page.startsWith(prefix(pattern)) && Pattern.matches(toRegex(pattern), page);
    }

    /** The same as an anchored expression, which RE2 and Java read alike. */
    public static String toRegex(String pattern) {
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
