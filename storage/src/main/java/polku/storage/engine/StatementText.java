package polku.storage.engine;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a statement before it runs: whether it inserts data that follows it, where those data begin,
 * and the format of the answer. It looks at words outside of strings, comments and parentheses; ClickHouse parses.
 *
 * @param kind how to run it
 * @param end kind INSERT: length of the statement without FORMAT, in characters
 * @param format named by FORMAT, null where it is left out
 * @param dataStart kind INSERT: where the data begin
 */
record StatementText(Kind kind, int end, @Nullable String format, int dataStart) {

    enum Kind {
        /** Its rows can be read one block at a time. */
        SELECT,
        /** Followed by data in {@code format}. */
        INSERT,
        /** As SELECT, but only right as a whole; and everything else. */
        WHOLE
    }

    /** Words after which the rest is no data. */
    private static final Set<String> NO_DATA = Set.of("SELECT", "WITH", "FROM", "WATCH");

    /** @param text one char per byte: the statement, perhaps the data's beginning behind it */
    static StatementText of(String text) {
        Words words = new Words(text);
        if (!words.next()) {
            return whole(null);
        }
        return switch (words.word()) {
            case "INSERT" -> insert(words, text);
            case "SELECT", "WITH", "FROM" -> select(words);
            default -> whole(formatOf(words));
        };
    }

    private static StatementText insert(Words words, String text) {
        while (words.next()) {
            String word = words.word();
            if (NO_DATA.contains(word)) {
                return whole(null);
            }
            if (word.equals("VALUES")) {
                return new StatementText(Kind.INSERT, words.start(), "Values", words.end());
            }
            if (word.equals("FORMAT")) {
                int end = words.start();
                if (!words.next()) {
                    return whole(null);
                }
                String format = text.substring(words.start(), words.end());
                return new StatementText(Kind.INSERT, end, format, dataStart(text, words.end()));
            }
        }
        return new StatementText(Kind.INSERT, text.length(), null, text.length());
    }

    /** Blanks and one line end belong to the statement (as ClickHouse's ParserInsertQuery has it). */
    private static int dataStart(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\f')) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return at;
    }

    private static StatementText select(Words words) {
        boolean rowsOnly = true;
        @Nullable String format = null;
        boolean afterFormat = false;
        boolean data = false;
        while (words.next()) {
            String word = words.word();
            // WITH … INSERT, totals and extremes (rows of another kind at the end)
            rowsOnly &= !word.equals("TOTALS") && !word.equals("EXTREMES") && !word.equals("INSERT");
            if (afterFormat) {
                format = words.original();
                afterFormat = false;
                data = true;
            } else if (word.equals("FORMAT")) {
                afterFormat = true;
            } else if (data && !word.equals("SETTINGS")) {
                format = null; // a column named format
                data = false;
            } else if (word.equals("SETTINGS")) {
                data = false;
            }
        }
        return rowsOnly ? new StatementText(Kind.SELECT, 0, format, 0) : whole(format);
    }

    private static @Nullable String formatOf(Words words) {
        @Nullable String format = null;
        while (words.next()) {
            if (words.word().equals("FORMAT") && words.next()) {
                format = words.original();
            }
        }
        return format;
    }

    private static StatementText whole(@Nullable String format) {
        return new StatementText(Kind.WHOLE, 0, format, 0);
    }

    /** Steps through the words of a statement at depth 0. */
    private static final class Words {
        private final String text;
        private int start;
        private int end;

        Words(String text) {
            this.text = text;
        }

        String word() {
            return original().toUpperCase(Locale.ROOT);
        }

        String original() {
            return text.substring(start, end);
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        boolean next() {
            int depth = 0;
            int at = end;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\'' || c == '"' || c == '`') {
                    at = afterQuoted(at, c);
                } else if (c == '#' || text.startsWith("--", at)) {
                    at = after("\n", at);
                } else if (text.startsWith("/*", at)) {
                    at = after("*/", at + 2);
                } else if (c == '(' || c == '[' || c == '{') {
                    depth++;
                    at++;
                } else if (c == ')' || c == ']' || c == '}') {
                    depth--;
                    at++;
                } else if (Character.isLetterOrDigit(c) || c == '_') {
                    int wordEnd = at;
                    while (wordEnd < text.length() && isPart(text.charAt(wordEnd))) {
                        wordEnd++;
                    }
                    if (depth <= 0) {
                        start = at;
                        end = wordEnd;
                        return true;
                    }
                    at = wordEnd;
                } else {
                    at++;
                }
            }
            start = text.length();
            end = text.length();
            return false;
        }

        private static boolean isPart(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        private int afterQuoted(int from, char quote) {
            int at = from + 1;
            while (at < text.length() && text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            return Math.min(at + 1, text.length());
        }

        private int after(String mark, int from) {
            int found = text.indexOf(mark, from);
            return found < 0 ? text.length() : found + mark.length();
        }
    }
}
