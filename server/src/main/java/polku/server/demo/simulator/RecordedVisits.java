package polku.server.demo.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.FailedRequest;
import polku.server.demo.simulator.Visit.ScriptError;

/**
 * Which of the simulated visits are recorded: the latest few of each sort, so that the demo's replays are worth watching and
 * few enough to be there soon. Visitors who consented are left out: the collector knows them by their browsers alone.
 */
final class RecordedVisits {
    private static final int OF_EACH_SORT = 24;
    /** What shows nothing is no fun to watch. */
    private static final long SHORTEST_MILLIS = 8_000;

    private final Map<Sort, Deque<Visit>> latest = new EnumMap<>(Sort.class);

    /** The first that fits. */
    private enum Sort {
        SCRIPT_ERROR,
        DEAD_OR_RAGE_CLICK,
        FAILED_REQUEST,
        PURCHASE,
        OTHER
    }

    /** To be told of each visit, in order of their beginning. */
    void consider(Visit visit) {
        Person person = visit.person();
        if (visit.source() == null || person.isConsenting() || visit.lastAt() - visit.firstAt() < SHORTEST_MILLIS) {
            return;
        }
        Deque<Visit> like = latest.computeIfAbsent(sort(visit), first -> new ArrayDeque<>());
        like.addLast(visit);
        if (like.size() > OF_EACH_SORT) {
            like.removeFirst();
        }
    }

    /** In order of their beginning. */
    List<Visit> chosen() {
        List<Visit> chosen = new ArrayList<>();
        latest.values().forEach(chosen::addAll);
        chosen.sort(Comparator.comparingLong(Visit::firstAt));
        return chosen;
    }

    private static Sort sort(Visit visit) {
        Sort sort = Sort.OTHER;
        for (Visit.Item item : visit.items()) {
            Sort of = sort(item);
            sort = of.compareTo(sort) < 0 ? of : sort;
        }
        return sort;
    }

    private static Sort sort(Visit.Item item) {
        if (item instanceof ScriptError) {
            return Sort.SCRIPT_ERROR;
        }
        if (item instanceof Click click
                && (click.kind().equals("deadClick") || click.kind().equals("rageClick"))) {
            return Sort.DEAD_OR_RAGE_CLICK;
        }
        if (item instanceof FailedRequest) {
            return Sort.FAILED_REQUEST;
        }
        return item instanceof CustomEvent event && event.name().equals("purchase") ? Sort.PURCHASE : Sort.OTHER;
    }
}
