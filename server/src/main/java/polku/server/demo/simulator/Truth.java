package polku.server.demo.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What the dashboard must say about the simulated past, counted from what was simulated and by no code that the
 * product uses. Written as {@code demo-truth.json}.
 *
 * @param from RFC 3339, inclusive
 * @param to RFC 3339, exclusive
 * @param happenings dates by what begins or happens on them: "campaign", "launch", "letters"
 * @param planted what each planted problem did, by its name
 * @param days by date in {@code timezone}; a session counts on each day that it touches
 * @param goals by name
 * @param by every report: by the dimension's name in the API and by its value. Of what an event has rather than a session
 *     (pages, titles, searches…), sessions are those with such an event, and events are these alone
 * @param byDay the same once more by date
 * @param wholeDays the same of the days before the one on which the past ends
 * @param interactionsByKind rows, one for each point of a move and each span of attention
 * @param identified customers who said who they are
 * @param robots what was sent by crawlers, and counts nowhere else
 */
public record Truth(
        long seed,
        String from,
        String to,
        String timezone,
        Map<String, List<String>> happenings,
        Map<String, PlantedTruth> planted,
        Count total,
        Map<String, Count> days,
        Map<String, Reached> goals,
        Map<String, Map<String, Count>> by,
        Map<String, Map<String, Map<String, Count>>> byDay,
        WholeDays wholeDays,
        Map<String, Long> interactionsByKind,
        long identified,
        Map<String, Long> robots) {

    /** How many items of robots the collector is to leave out. */
    long ofRobots() {
        return robots.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Zeros are left out.
     *
     * @param entries sessions of which the bounce rate is a share; of a page, those that entered there
     * @param bounces of these, those with one pageview and no other event
     * @param events pageviews and custom events
     * @param conversions events that reach any goal
     * @param converted sessions with one or more of them
     * @param durationSeconds of all sessions together, from first to last event
     * @param engagedSeconds of all sessions together
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Count(
            long visitors,
            long sessions,
            long entries,
            long bounces,
            long pageviews,
            long customEvents,
            long events,
            long purchases,
            double revenue,
            long conversions,
            long converted,
            double durationSeconds,
            double engagedSeconds) {}

    /**
     * What a calendar's days can ask for, whoever comes now.
     *
     * @param to RFC 3339, exclusive; it begins with the whole
     * @param by as above, without what was seen on the last day only
     */
    public record WholeDays(String to, Count total, Map<String, Reached> goals, Map<String, Map<String, Count>> by) {}

    /**
     * @param conversions events that reach the goal
     * @param sessions with one or more of them
     */
    public record Reached(long conversions, long sessions) {}

    /**
     * One planted problem.
     *
     * @param kind what sort of trouble it is
     * @param page where, as a pattern
     * @param who meets it, as filters that reports know
     * @param what is seen of it: the element, the error's message, the words searched for
     * @param sessions that met it
     * @param occurrences how often in all
     * @param exits sessions that met it and ended on that page, or with nothing but it
     * @param compared sessions at the same place that did not, for comparison
     * @param comparedExits of these, those that ended there
     */
    public record PlantedTruth(
            String kind,
            String page,
            Map<String, String> who,
            String what,
            long sessions,
            long occurrences,
            long exits,
            long compared,
            long comparedExits) {}
}
