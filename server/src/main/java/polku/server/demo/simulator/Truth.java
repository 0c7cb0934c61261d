package polku.server.demo.simulator;

import java.util.Map;

/**
 * What the dashboard must say about the simulated past, counted from what was simulated and by no code that the
 * product uses. Written as {@code demo-truth.json}.
 *
 * @param from RFC 3339, inclusive
 * @param to RFC 3339, exclusive
 * @param days by date in {@code timezone}; a session counts on each day that it touches
 * @param sources by the collector's name for the source, "" for direct
 * @param pages by path; sessions are those that saw the page, and revenue is the purchases made on it
 * @param interactionsByKind rows, one for each point of a move and each span of attention
 * @param identified customers who said who they are
 * @param robots what was sent by crawlers, and counts nowhere else
 */
public record Truth(
        long seed,
        String from,
        String to,
        String timezone,
        Count total,
        Map<String, Count> days,
        Map<String, Count> sources,
        Map<String, Count> countries,
        Map<String, Count> devices,
        Map<String, Count> pages,
        Map<String, Long> eventsByName,
        Map<String, Long> interactionsByKind,
        long identified,
        Map<String, Long> robots) {

    /** How many items of robots the collector is to leave out. */
    long ofRobots() {
        return robots.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * @param bounces sessions with one pageview and no other event
     * @param events pageviews and custom events
     * @param durationSeconds of all sessions together, from first to last event
     * @param engagedSeconds of all sessions together
     */
    public record Count(
            long visitors,
            long sessions,
            long bounces,
            long pageviews,
            long customEvents,
            long events,
            long purchases,
            double revenue,
            double durationSeconds,
            double engagedSeconds) {}
}
