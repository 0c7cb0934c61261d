package polku.storage.clickhouse;

import java.util.ArrayList;
import java.util.List;

/** Several statements in one file. */
final class SqlScript {
    private SqlScript() {}

    /** The statements of a script, cut at each {@code ;} outside of strings and comments; those keep their comments. */
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        int start = 0;
        boolean empty = true;
        int at = 0;
        while (at < script.length()) {
            char c = script.charAt(at);
            if (c == ';') {
                add(statements, script, start, at, empty);
                start = ++at;
                empty = true;
            } else if (script.startsWith("--", at)) {
                at = after(script, "\n", at);
            } else if (script.startsWith("/*", at)) {
                at = after(script, "*/", at);
            } else if (c == '\'' || c == '"' || c == '`') {
                at = afterQuoted(script, at);
                empty = false;
            } else {
                empty &= Character.isWhitespace(c);
                at++;
            }
        }
        add(statements, script, start, script.length(), empty);
        return statements;
    }

    private static void add(List<String> statements, String script, int start, int end, boolean empty) {
        if (!empty) {
            statements.add(script.substring(start, end).strip());
        }
    }

    private static int after(String script, String mark, int from) {
        int found = script.indexOf(mark, from);
        return found < 0 ? script.length() : found + mark.length();
    }

    private static int afterQuoted(String script, int from) {
        char quote = script.charAt(from);
        int at = from + 1;
        while (at < script.length() && script.charAt(at) != quote) {
            at += script.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, script.length());
    }
}
