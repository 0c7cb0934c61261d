package polku.load.gatling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** What beacons carried, counted from what was sent. Not thread-safe. */
final class Counts {
    private long items;
    private long rows;
    private long pageviews;
    private long revenueCents;
    private final Map<String, Long> eventsByName = new TreeMap<>();

    void add(Beacon beacon) {
        for (Beacon.Item item : beacon.items()) {
            items++;
            ObjectNode members = item.members();
            // a move is one row per point, attention one per span
            rows += Math.max(
                    1, members.path("points").size() + members.path("spans").size());
            switch (members.get("type").asText()) {
                case "pageview" -> {
                    pageviews++;
                    eventsByName.merge("pageview", 1L, Long::sum);
                }
                case "event" -> {
                    eventsByName.merge(members.get("name").asText(), 1L, Long::sum);
                    revenueCents +=
                            Math.round(members.path("revenue").path("amount").asDouble() * 100);
                }
                default -> {
                    // an interaction, which no total counts
                }
            }
        }
    }

    void add(Counts others) {
        items += others.items;
        rows += others.rows;
        pageviews += others.pageviews;
        revenueCents += others.revenueCents;
        others.eventsByName.forEach((name, count) -> eventsByName.merge(name, count, Long::sum));
    }

    long items() {
        return items;
    }

    /** That the server stores for them. */
    long rows() {
        return rows;
    }

    long pageviews() {
        return pageviews;
    }

    /** Pageviews and custom events. */
    long events() {
        return eventsByName.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Pageviews under that name. */
    Map<String, Long> eventsByName() {
        return eventsByName;
    }

    long revenueCents() {
        return revenueCents;
    }

    boolean isBounce() {
        return pageviews == 1 && events() == 1;
    }
}
