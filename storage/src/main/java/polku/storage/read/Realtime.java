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
 */
public record Realtime(long visitors5, long visitors30, List<Minute> minutes, List<Share> pages, List<Share> sources) {

    public record Minute(Instant start, long visitors, long pageviews) {}

    public record Share(String value, long visitors) {}
}
