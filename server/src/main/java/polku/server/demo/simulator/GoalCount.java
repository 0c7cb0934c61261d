package polku.server.demo.simulator;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each goal was reached, and in how many sessions. */
final class GoalCount {
    private final Map<ShopGoal, Truth.Reached> reached = new EnumMap<>(ShopGoal.class);

    /** @param conversions of one session; none counts for nothing */
    void add(ShopGoal goal, Collection<Integer> conversions) {
        if (!conversions.isEmpty()) {
            long count = conversions.stream().mapToLong(Integer::longValue).sum();
            reached.merge(
                    goal,
                    new Truth.Reached(count, 1),
                    (before, more) -> new Truth.Reached(
                            before.conversions() + more.conversions(), before.sessions() + more.sessions()));
        }
    }

    /** By the goal's name. */
    Map<String, Truth.Reached> reached() {
        Map<String, Truth.Reached> byName = new TreeMap<>();
        reached.forEach((goal, counts) -> byName.put(goal.title(), counts));
        return byName;
    }
}
