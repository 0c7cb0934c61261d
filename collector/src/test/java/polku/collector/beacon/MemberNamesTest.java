package polku.collector.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names are told apart as sets would, however many there are and however deep the objects lie. */
class MemberNamesTest {
    private static final int DEEPEST = 32;

    @Test
    void add_randomObjects_agreesWithSets() {
        Random random = new Random(7);
        for (int document = 0; document < 300; document++) {
            MemberNames names = new MemberNames(DEEPEST);
            Deque<Set<String>> open = new ArrayDeque<>();
            int different = 1 + random.nextInt(200);
            for (int step = 0; step < 500; step++) {
                int kind = random.nextInt(20);
                if (open.isEmpty() || kind == 0 && open.size() < DEEPEST) {
                    names.openObject();
                    open.push(new HashSet<>());
                } else if (kind == 1) {
                    names.closeObject();
                    open.pop();
                } else {
                    String name = "n" + random.nextInt(different);
                    assertThat(names.add(name)).isEqualTo(open.element().add(name));
                }
            }
        }
    }
}
