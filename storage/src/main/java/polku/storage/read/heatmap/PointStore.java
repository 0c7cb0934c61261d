package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.read.heatmap.PointQuestion.By;
import polku.storage.write.RowReader;

/**
 * Answers where a page was clicked or moved over. No point is left out: where there are more cells than memory holds, they are made
 * larger. Blocks.
 */
public final class PointStore {
    /** Each time a cell becomes four times as wide and high. */
    private static final int COARSER_BITS = 2;

    private static final int COARSEST_BITS = 8;

    private final ClickHouse clickHouse;

    public PointStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Name(String selector, String tag, String text) {
        static final Name NONE = new Name("", "", "");
    }

    /** @throws ClickHouseException also where the question is too heavy */
    public Heatmap answer(PointQuestion question) {
        By by = question.by();
        List<RowReader> parts = parts(question);
        PointColumns columns = new PointColumns(parts.get(0), by != null);
        Hashes elements = columns.elements();
        Map<Long, Name> names = names(parts.get(1));
        if (!elements.areIn(names.keySet())) {
            // One was met for the first time between the two reads.
            names = names(ScopeSql.rows(clickHouse, List.of(PointSql.elements(question)))
                    .get(0));
        }
        Map<Long, Name> known = names;
        int[] order = elements.mostFirst(hash -> nameOf(hash, known).selector());
        List<Heatmap.Element> found = new ArrayList<>();
        for (int index : order) {
            Name name = nameOf(elements.hash(index), known);
            found.add(new Heatmap.Element(name.selector(), name.tag(), name.text(), elements.count(index)));
        }
        Map<Long, String> values = by == null ? Map.of() : values(by, parts);
        int[] valueOrder = columns.values().mostFirst(hash -> values.getOrDefault(hash, ""));
        return new Heatmap(
                SampleSql.samples(parts.get(2)),
                columns.interactions(),
                parts.get(3).int64(),
                found,
                by == null
                        ? null
                        : Arrays.stream(valueOrder)
                                .mapToObj(index ->
                                        values.getOrDefault(columns.values().hash(index), ""))
                                .toList(),
                columns.points(places(order), places(valueOrder)));
    }

    private static Name nameOf(long hash, Map<Long, Name> names) {
        return names.getOrDefault(hash, Name.NONE);
    }

    /** Points, names of elements, samples, sessions, and names of values where they are stored. */
    private List<RowReader> parts(PointQuestion question) {
        List<ClickHouse.Select> others = new ArrayList<>(
                List.of(PointSql.elements(question), SampleSql.samples(question.scope()), PointSql.sessions(question)));
        if (question.by() instanceof By.OfSession by) {
            others.add(PointSql.values(question, by));
        }
        for (int coarser = 0; ; coarser += COARSER_BITS) {
            List<ClickHouse.Select> all = new ArrayList<>(List.of(PointSql.points(question, coarser)));
            all.addAll(others);
            try {
                return ScopeSql.rows(clickHouse, all);
            } catch (ClickHouseException e) {
                if (e.code() != ClickHouse.TOO_MANY_ROWS || coarser == COARSEST_BITS) {
                    throw e;
                }
            }
        }
    }

    private static Map<Long, Name> names(RowReader rows) {
        Map<Long, Name> names = new HashMap<>();
        while (!rows.isAtEnd()) {
            names.put(PointSql.element(rows.int64()), new Name(rows.text(), rows.text(), rows.text()));
        }
        return names;
    }

    private static Map<Long, String> values(By by, List<RowReader> parts) {
        if (by instanceof By.Returning) {
            return Map.of(0L, "new", 1L, "returning");
        }
        if (by instanceof By.Converted) {
            return Map.of(0L, "notConverted", 1L, "converted");
        }
        Map<Long, String> texts = new HashMap<>();
        RowReader rows = parts.get(4);
        while (!rows.isAtEnd()) {
            texts.put(rows.int64(), rows.text());
        }
        return texts;
    }

    /** Where each index has come. */
    private static int[] places(int[] order) {
        int[] places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }
}
