package polku.storage.read;

import java.util.List;
import java.util.stream.IntStream;

/** The shape of composed SQL, so that it can be read in a log. */
public final class SqlText {
    private SqlText() {}

    /** Each expression under the name of the prefix and its index. */
    public static List<String> numbered(String prefix, List<String> expressions) {
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> expressions.get(i) + " AS " + prefix + i)
                .toList();
    }

    public static String indented(String sql) {
        return sql.indent(2).stripTrailing();
    }
}
