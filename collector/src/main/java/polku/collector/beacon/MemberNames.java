package polku.collector.beacon;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the members of the objects that are open while a document is read, so that none is named twice. The parser
 * can tell that by itself, but makes a set of each object for it, which costs more than reading the object; most have a
 * dozen members, which are compared sooner.
 */
final class MemberNames {
    private static final int MOST_COMPARED = 32;

    private final int[] starts;
    private String[] names = new String[24];
    private int count;
    private int depth = -1;
    /** For an object with many members, at its depth. */
    private @Nullable Set<String> @Nullable [] large;

    MemberNames(int mostDepth) {
        starts = new int[mostDepth + 1];
    }

    void openObject() {
        starts[++depth] = count;
    }

    void closeObject() {
        count = starts[depth];
        if (large != null) {
            large[depth] = null;
        }
        depth--;
    }

    /** False where the open object has a member of that name already. */
    boolean add(String name) {
        Set<String> set = large == null ? null : large[depth];
        if (set != null) {
            return set.add(name);
        }
        for (int i = starts[depth]; i < count; i++) {
            if (names[i].equals(name)) {
                return false;
            }
        }
        if (count - starts[depth] == MOST_COMPARED) {
            set = new HashSet<>(Arrays.asList(names).subList(starts[depth], count));
            set.add(name);
            sets()[depth] = set;
            return true;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
        }
        names[count++] = name;
        return true;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable Set<String>[] sets() {
        @Nullable Set<String>[] sets = large;
        if (sets == null) {
            sets = new Set[starts.length];
            large = sets;
        }
        return sets;
    }
}
