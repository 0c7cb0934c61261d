package polku.collector.beacon;

import java.util.Arrays;

/** Numbers in the shapes that the protocol gives them. */
final class Numbers {
    private Numbers() {}

    /** An array of two integers from 0 to {@code most}. */
    static int[] pair(JsonReader json, int most) {
        int[] pair = new int[2];
        tuple(json, pair, 0, most, most);
        return pair;
    }

    /** Reads an array of as many integers as there are limits, each from 0 to its limit, into {@code to}. */
    static void tuple(JsonReader json, int[] to, int offset, int... most) {
        String where = json.where();
        json.startArray();
        int count = 0;
        while (json.nextElement()) {
            if (count < most.length) {
                to[offset + count] = (int) json.integer(0, most[count]);
            }
            count++;
        }
        json.at(where);
        if (count != most.length) {
            throw json.wrong("must have " + most.length + " elements");
        }
    }

    /** An array of 1 to {@code mostTuples} such arrays, one after the other. */
    static int[] tuples(JsonReader json, int mostTuples, int... most) {
        String where = json.where();
        json.startArray();
        int[] all = new int[8 * most.length];
        int count = 0;
        while (json.nextElement()) {
            json.at(where);
            if (count == mostTuples) {
                throw json.wrong("must have at most " + mostTuples + " elements");
            }
            if ((count + 1) * most.length > all.length) {
                all = Arrays.copyOf(all, all.length * 2);
            }
            tuple(json, all, count * most.length, most);
            count++;
        }
        json.at(where);
        if (count == 0) {
            throw json.wrong("must not be empty");
        }
        return Arrays.copyOf(all, count * most.length);
    }

    /** 16 lower-case hex digits. */
    static long hex64(JsonReader json) {
        String text = json.text(16);
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                throw json.wrong("must be 16 lower-case hex digits");
            }
            value = value << 4 | digit;
        }
        if (text.length() != 16) {
            throw json.wrong("must be 16 lower-case hex digits");
        }
        return value;
    }
}
