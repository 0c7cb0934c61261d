package polku.storage.read.heatmap;

import polku.storage.write.RowReader;

/** The points of an answer as they come, column by column: a million of them are some arrays, not a million objects. */
final class PointColumns {
    private final Hashes elements = new Hashes();
    private final Hashes values = new Hashes();
    private final int[] elementIndexes;
    private final int[][] numbers = new int[6][];
    private final int[] valueIndexes;
    private final boolean hasValues;
    private long interactions;

    /** @param row of {@link PointSql#points} */
    PointColumns(RowReader row, boolean hasValues) {
        this.hasValues = hasValues;
        long[] cells = row.int64s();
        numbers[0] = row.uint16s();
        numbers[1] = row.uint16s();
        for (int i = 2; i < numbers.length; i++) {
            numbers[i] = row.int32s();
        }
        int[] counts = numbers[5];
        long[] hashes = hasValues ? row.int64s() : new long[0];
        elementIndexes = new int[cells.length];
        valueIndexes = new int[hashes.length];
        for (int i = 0; i < cells.length; i++) {
            elementIndexes[i] = elements.add(PointSql.element(cells[i]), counts[i]);
            interactions += counts[i];
        }
        for (int i = 0; i < hashes.length; i++) {
            valueIndexes[i] = values.add(hashes[i], counts[i]);
        }
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
                placed(elementIndexes, elementPlaces),
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                hasValues ? placed(valueIndexes, valuePlaces) : null);
    }

    private static int[] placed(int[] indexes, int[] places) {
        int[] placed = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            placed[i] = places[indexes[i]];
        }
        return placed;
    }
}
