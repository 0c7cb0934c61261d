package polku.storage.read.heatmap;

import java.util.Arrays;
import polku.storage.write.RowReader;

/** Points as they are read, column by column: a million of them are some arrays, not a million objects. */
final class PointColumns {
    private static final int NUMBERS = 8;

    private final boolean hasValues;
    private final Hashes elements = new Hashes();
    private final Hashes values = new Hashes();
    /** In the order of {@link Heatmap.Points}. */
    private final int[][] columns = new int[NUMBERS][1024];

    private int size;
    private long interactions;

    PointColumns(boolean hasValues) {
        this.hasValues = hasValues;
    }

    /** A row of {@link PointSql#points}. */
    void read(RowReader row) {
        if (size == columns[0].length) {
            for (int i = 0; i < NUMBERS; i++) {
                columns[i] = Arrays.copyOf(columns[i], size * 2);
            }
        }
        long element = row.int64();
        columns[1][size] = row.uint16();
        columns[2][size] = row.uint16();
        for (int i = 3; i < 7; i++) {
            columns[i][size] = row.int32();
        }
        int count = columns[6][size];
        columns[0][size] = elements.add(element, count);
        if (hasValues) {
            columns[7][size] = values.add(row.int64(), count);
        }
        interactions += count;
        size++;
    }

    long interactions() {
        return interactions;
    }

    Hashes elements() {
        return elements;
    }

    Hashes values() {
        return values;
    }

    /**
     * @param elementPlaces for the index of each element here, its index in the answer
     * @param valuePlaces likewise of the values
     */
    Heatmap.Points points(int[] elementPlaces, int[] valuePlaces) {
        return new Heatmap.Points(
                placed(0, elementPlaces),
                column(1),
                column(2),
                column(3),
                column(4),
                column(5),
                column(6),
                hasValues ? placed(7, valuePlaces) : null);
    }

    private int[] column(int index) {
        return Arrays.copyOf(columns[index], size);
    }

    private int[] placed(int index, int[] places) {
        int[] column = column(index);
        for (int i = 0; i < size; i++) {
            column[i] = places[column[i]];
        }
        return column;
    }
}
