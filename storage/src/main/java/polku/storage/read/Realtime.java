package polku.storage.read;

import java.time.Instant;
import java.util.List;

/**
 * Who is on a site right now. A visitor is there with any sign of life: an event, a click or an engagement ping.
 *
 * @param visitors5 distinct visitors of the last 5 minutes
 * @param visitors30 distinct visitors of the last 30 minutes
 * @param minutes 30 minutes of the clock, oldest first; the last is the current one, not over yet
 * @param pages where the visitors of the last 5 minutes are: each counts once, on the page of the last sign of life; the ten
 *     most visited
 * @param sources where the sessions of these visitors came from, each visitor once; the ten most frequent; "" is direct
 * @param countries of these sessions, likewise; "" is unknown
 * @param events pageviews and custom events of the last 30 minutes, the newest first, at most {@link #MOST_EVENTS}
 */
public record Realtime(
        long visitors5,
        long visitors30,
        List<Minute> minutes,
        List<Share> pages,
        List<Share> sources,
        List<Share> countries,
        List<Event> events) {
    public static final int MOST_EVENTS = 30;

    /**
     * What somebody did; nothing in it tells who.
     *
     * @param id tells this event apart from the others
     * @param country of the session, as are {@code device} and {@code source}
     */
    public record Event(
            String id, Instant at, String name, String page, String country, String device, String source) {}

    public record Minute(Instant start, long visitors, long pageviews) {}

    public record Share(String value, long visitors) {}
}
