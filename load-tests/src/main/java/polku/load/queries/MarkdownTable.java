package polku.load.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a head, printed so that they can be read and pasted; all columns but the first are numbers. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(String... head) {
        row(head);
        rows.add(IntStream.range(0, head.length)
                .mapToObj(column -> column == 0 ? "---" : "--:")
                .toList());
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public void print() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        System.out.println();
        for (List<String> row : rows) {
            System.out.println(IntStream.range(0, columns)
                    .mapToObj(column -> padded(row.get(column), widths[column], column == 0))
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
    }

    private static String padded(String text, int width, boolean left) {
        String space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }
}
