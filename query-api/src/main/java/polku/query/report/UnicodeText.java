package polku.query.report;

/** JSON can spell half a surrogate pair, UTF-8 cannot. */
public final class UnicodeText {
    private UnicodeText() {}

    /** @throws polku.http.ProblemException 400 where the text has half a pair */
    public static void check(String text, String pointer) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (!Character.isHighSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw InvalidQuery.at(pointer, "has half a surrogate pair");
            }
            i++;
        }
    }
}
