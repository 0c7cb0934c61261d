package polku.query.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Style sheets and declarations without what loads or runs: addresses that may not be loaded become {@code none}, {@code @import} and the
 * ways in which old browsers ran scripts are taken out, comments too. What is left means the same as before. It reads CSS as its syntax has
 * it, with escapes and comments, so that no spelling gets by.
 */
public final class SafeStyles {
    /** The recorder's own mark, which says where a sheet's text was in pieces. */
    private static final String SPLIT = "/* rr_split */";

    /** Functions in which a string is an address. */
    private static final Set<String> OF_ADDRESSES =
            Set.of("image", "image-set", "-webkit-image-set", "src", "cross-fade", "-webkit-cross-fade");

    private static final Set<String> RUNNING = Set.of("expression", "-moz-element");
    private static final Set<String> RUNNING_PROPERTIES = Set.of("behavior", "-moz-binding", "-ms-behavior");

    private final SafeAddresses addresses;
    private final String css;
    private final StringBuilder clean;
    private final Deque<Boolean> brackets = new ArrayDeque<>();
    private int at;

    private SafeStyles(String css, SafeAddresses addresses) {
        this.css = css;
        this.addresses = addresses;
        this.clean = new StringBuilder(css.length());
    }

    /** The sheet, or the declarations, as it may be shown. */
    public static String clean(String css, SafeAddresses addresses) {
        // most need nothing done, which is cheap to see
        return isPlain(css) ? css : new SafeStyles(css, addresses).run();
    }

    /** True for a text in which no style sheet could load or run anything. */
    public static boolean isPlain(String css) {
        for (int i = 0; i < css.length(); i++) {
            char c = css.charAt(i);
            if ("(@\\/<\0'\"".indexOf(c) >= 0) {
                return false;
            }
        }
        String lower = css.toLowerCase(Locale.ROOT);
        return !lower.contains("behavior") && !lower.contains("-moz-binding");
    }

    private String run() {
        while (at < css.length()) {
            char c = css.charAt(at);
            if (css.startsWith("/*", at)) {
                comment();
            } else if (c == '"' || c == '\'') {
                string(c);
            } else if (c == '@') {
                atRule();
            } else if (startsNameHere()) {
                name();
            } else {
                if (c == '(') {
                    brackets.push(ofAddresses());
                } else if (c == ')') {
                    brackets.poll();
                }
                // an end tag, or a comment of HTML, is nothing in a style sheet
                boolean markup = c == '<' && (css.startsWith("</", at) || css.startsWith("<!", at));
                if (!markup) {
                    clean.append(c == 0 ? '\ufffd' : c);
                }
                at++;
            }
        }
        return clean.append(")".repeat(brackets.size())).toString();
    }

    private boolean ofAddresses() {
        Boolean inside = brackets.peek();
        return inside != null && inside;
    }

    private void comment() {
        int end = css.indexOf("*/", at + 2);
        int next = end < 0 ? css.length() : end + 2;
        // what stood apart stays apart
        clean.append(css.startsWith(SPLIT, at) ? SPLIT : "/**/");
        at = next;
    }

    private void string(char quote) {
        String text = stringText(quote);
        if (ofAddresses() && !addresses.isSafe(text)) {
            clean.append("\"\"");
        } else {
            quoted(text);
        }
    }

    /** Reads a string, its escapes undone. */
    private String stringText(char quote) {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < css.length()) {
            char c = css.charAt(at);
            if (c == quote) {
                at++;
                break;
            }
            if (c == '\n' || c == '\r' || c == '\f') {
                break; // a string does not go over lines
            }
            if (c == '\\' && at + 1 < css.length()) {
                escape(text);
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }

    private void quoted(String text) {
        clean.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '<' || c < ' ') {
                clean.append('\\').append(Integer.toHexString(c)).append(' ');
            } else {
                clean.append(c);
            }
        }
        clean.append('"');
    }

    private void atRule() {
        int start = at;
        at++;
        String name = startsNameHere() ? nameText() : "";
        switch (name.toLowerCase(Locale.ROOT)) {
            case "import", "charset", "namespace" -> {
                statement();
                clean.append(';');
            }
            default -> clean.append(css, start, start + 1).append(escaped(name));
        }
    }

    /** Passes over what is left of a statement. */
    private void statement() {
        int depth = 0;
        while (at < css.length()) {
            char c = css.charAt(at);
            if (c == '"' || c == '\'') {
                stringText(c);
                continue;
            }
            if (css.startsWith("/*", at)) {
                int end = css.indexOf("*/", at + 2);
                at = end < 0 ? css.length() : end + 2;
                continue;
            }
            if (c == '\\') {
                at = Math.min(css.length(), at + 2);
                continue;
            }
            if (c == ';' && depth == 0) {
                at++;
                return;
            }
            if (c == '{' || c == '}') {
                return;
            }
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            at++;
        }
    }

    private void name() {
        String name = nameText();
        if (name.isEmpty()) {
            clean.append(' '); // what stood apart stays apart
            return;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean function = at < css.length() && css.charAt(at) == '(';
        if (!function) {
            clean.append(RUNNING_PROPERTIES.contains(lower) ? "--left-out" : escaped(name));
            return;
        }
        at++;
        if (lower.equals("url") || lower.equals("src") || lower.equals("url-prefix")) {
            url();
            return;
        }
        if (RUNNING.contains(lower) || ofAddresses() && (lower.equals("var") || lower.equals("env"))) {
            arguments();
            none();
            return;
        }
        clean.append(escaped(name)).append('(');
        brackets.push(OF_ADDRESSES.contains(lower) || ofAddresses() && !lower.equals("type"));
    }

    /** Passes over what is left inside a function's brackets. */
    private void arguments() {
        for (int depth = 1; depth > 0 && at < css.length(); ) {
            char c = css.charAt(at);
            if (c == '"' || c == '\'') {
                stringText(c);
            } else if (c == '\\') {
                at = Math.min(css.length(), at + 2);
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                at++;
            }
        }
    }

    /** Reads what is inside {@code url(…)}. */
    private void url() {
        while (at < css.length() && isSpace(css.charAt(at))) {
            at++;
        }
        String address;
        if (at < css.length() && (css.charAt(at) == '"' || css.charAt(at) == '\'')) {
            address = stringText(css.charAt(at));
        } else {
            StringBuilder text = new StringBuilder();
            while (at < css.length() && css.charAt(at) != ')') {
                if (css.charAt(at) == '\\' && at + 1 < css.length()) {
                    escape(text);
                } else {
                    text.append(css.charAt(at));
                    at++;
                }
            }
            address = text.toString().strip();
        }
        while (at < css.length() && css.charAt(at) != ')') {
            at++;
        }
        at = Math.min(css.length(), at + 1);
        if (addresses.isSafe(address)) {
            clean.append("url(");
            quoted(address);
            clean.append(')');
        } else {
            none();
        }
    }

    private void none() {
        clean.append("none");
        if (at < css.length() && isName(css.charAt(at))) {
            clean.append("/**/"); // what stood apart stays apart
        }
    }

    /** Reads a name, its escapes undone. */
    private String nameText() {
        StringBuilder name = new StringBuilder();
        int start = at;
        while (at < css.length()) {
            char c = css.charAt(at);
            if (c == '\\' && at + 1 < css.length()) {
                escape(name);
            } else if (c != '\\' && isName(c)) {
                name.append(c);
                at++;
            } else {
                break;
            }
        }
        if (at == start) {
            at++; // a lone backslash at the end
        }
        return name.toString();
    }

    /** A name, spelled so that it is the same one again. */
    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digitFirst = c >= '0' && c <= '9' && (i == 0 || i == 1 && name.charAt(0) == '-');
            if (isName(c) && c != '\\' && !digitFirst) {
                text.append(c);
            } else {
                text.append('\\').append(Integer.toHexString(c)).append(' ');
            }
        }
        return text.toString();
    }

    private void escape(StringBuilder into) {
        at++;
        int code = 0;
        int digits = 0;
        while (at < css.length() && digits < 6 && Character.digit(css.charAt(at), 16) >= 0) {
            code = code * 16 + Character.digit(css.charAt(at), 16);
            at++;
            digits++;
        }
        if (digits == 0) {
            char c = css.charAt(at);
            at++;
            if (c != '\n' && c != '\r' && c != '\f') {
                into.append(c);
            }
            return;
        }
        if (at < css.length() && isSpace(css.charAt(at))) {
            at++;
        }
        boolean valid = code > 0 && code <= Character.MAX_CODE_POINT && (code < 0xd800 || code > 0xdfff);
        into.appendCodePoint(valid ? code : 0xfffd);
    }

    private boolean startsNameHere() {
        if (at >= css.length() || !startsName(css.charAt(at))) {
            return false;
        }
        // else it is a minus
        return css.charAt(at) != '-' || at + 1 < css.length() && startsName(css.charAt(at + 1));
    }

    private static boolean startsName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c == '\\' || c > 127;
    }

    private static boolean isName(char c) {
        return startsName(c) || c >= '0' && c <= '9';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }
}
