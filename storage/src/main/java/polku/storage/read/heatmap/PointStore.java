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
    private final SampleStore samples;

    public PointStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
        this.samples = new SampleStore(clickHouse);
    }

    private record Name(String selector, String tag, String text) {
        static final Name NONE = new Name("", "", "");
    }

    /** @throws ClickHouseException also where the question is too heavy */
    public Heatmap answer(PointQuestion question) {
        // What arrives meanwhile may have names without points, and no point is without a name.
        PointColumns columns = new PointColumns(points(question), question.by() != null);
        Map<Long, Name> names = names(question);
        int[] order = columns.elements().mostFirst(hash -> nameOf(hash, names).selector());
        List<Heatmap.Element> elements = new ArrayList<>();
        for (int index : order) {
            Name name = nameOf(columns.elements().hash(index), names);
            elements.add(new Heatmap.Element(
                    name.selector(), name.tag(), name.text(), columns.elements().count(index)));
        }
        Map<Long, String> values = question.by() == null ? Map.of() : values(question, question.by());
        int[] valueOrder = columns.values().mostFirst(hash -> values.getOrDefault(hash, ""));
        return new Heatmap(
                samples.of(question.scope()),
                columns.interactions(),
                PointSql.sessions(clickHouse, question).int64(),
                elements,
                question.by() == null
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

    private RowReader points(PointQuestion question) {
        for (int coarser = 0; ; coarser += COARSER_BITS) {
            try {
                return PointSql.points(clickHouse, question, coarser);
            } catch (ClickHouseException e) {
                if (e.code() != ClickHouse.TOO_MANY_ROWS || coarser == COARSEST_BITS) {
                    throw e;
                }
            }
        }
    }

    private Map<Long, Name> names(PointQuestion question) {
        Map<Long, Name> names = new HashMap<>();
        RowReader rows = PointSql.elements(clickHouse, question);
        while (!rows.isAtEnd()) {
            names.put(PointSql.element(rows.int64()), new Name(rows.text(), rows.text(), rows.text()));
        }
        return names;
    }

    private Map<Long, String> values(PointQuestion question, By by) {
        if (by instanceof By.Returning) {
            return Map.of(0L, "new", 1L, "returning");
        }
        if (by instanceof By.Converted) {
            return Map.of(0L, "notConverted", 1L, "converted");
        }
        Map<Long, String> texts = new HashMap<>();
        RowReader rows = PointSql.values(clickHouse, question, (By.OfSession) by);
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
