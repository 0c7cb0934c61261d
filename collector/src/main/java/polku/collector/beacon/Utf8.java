package polku.collector.beacon;

import polku.collector.Refusal;

/** What the JSON parser lets pass: it takes overlong forms, encoded surrogates and escaped halves of pairs. */
final class Utf8 {
    private Utf8() {}

    /** Refuses bytes that are not well-formed UTF-8 (Unicode, table 3-7). */
    static void check(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                throw Refusal.malformed("The body is not UTF-8 at byte " + at + ".");
            }
            at += length;
        }
    }

    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) {
            return 1;
        }
        first &= 0xff;
        if (first >= 0xc2 && first <= 0xdf) {
            return isBetween(bytes, at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef) {
            int least = first == 0xe0 ? 0xa0 : 0x80;
            int most = first == 0xed ? 0x9f : 0xbf;
            return isBetween(bytes, at + 1, least, most) && isBetween(bytes, at + 2, 0x80, 0xbf) ? 3 : 0;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            int least = first == 0xf0 ? 0x90 : 0x80;
            int most = first == 0xf4 ? 0x8f : 0xbf;
            boolean whole = isBetween(bytes, at + 1, least, most)
                    && isBetween(bytes, at + 2, 0x80, 0xbf)
                    && isBetween(bytes, at + 3, 0x80, 0xbf);
            return whole ? 4 : 0;
        }
        return 0;
    }

    private static boolean isBetween(byte[] bytes, int at, int least, int most) {
        return at < bytes.length && (bytes[at] & 0xff) >= least && (bytes[at] & 0xff) <= most;
    }

    /** Whether there is anything like an escaped surrogate in a JSON text: {@code \\u} and then D8 to DF. */
    static boolean mayEscapeSurrogates(byte[] bytes) {
        for (int i = 0; i < bytes.length - 3; i++) {
            if (bytes[i] == '\\' && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd' && bytes[i + 3] > '7') {
                return true;
            }
        }
        return false;
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
