package polku.storage.read.heatmap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Numbers what is known by its hash, and counts it. */
final class Hashes {
    private final Map<Long, Integer> indexes = new HashMap<>();
    private long[] hashes = new long[16];
    private long[] counts = new long[16];

    /** The index of the hash, counted so many times more. */
    int add(long hash, long count) {
        Integer known = indexes.get(hash);
        int index = known == null ? next(hash) : known;
        counts[index] += count;
        return index;
    }

    private int next(long hash) {
        int index = indexes.size();
        if (index == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * index);
            counts = Arrays.copyOf(counts, 2 * index);
        }
        indexes.put(hash, index);
        hashes[index] = hash;
        return index;
    }

    /** True where all of them are among others. */
    boolean areIn(Set<Long> others) {
        return others.containsAll(indexes.keySet());
    }

    long hash(int index) {
        return hashes[index];
    }

    long count(int index) {
        return counts[index];
    }

    /** The indexes, those of the highest counts first; ties by their names, so that the same question has the same answer. */
    int[] mostFirst(LongFunction<String> names) {
        return IntStream.range(0, indexes.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer index) -> -counts[index])
                        .thenComparing(index -> names.apply(hashes[index])))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
