package polku.storage.read.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a session, for the time line.
 *
 * @param at milliseconds since the epoch, by the server's clock
 * @param kind page, click, rageClick, deadClick, errorClick, error, failedRequest, vital, event, goal, purchase or form
 * @param text a page's title, an element's text, a message, a name
 * @param selector of the element that it is about, "" where it is about none
 * @param document in which it happened, as far as that can be told from times and pages
 * @param detail what else there is, by name
 */
public record Mark(
        long at,
        String kind,
        String text,
        String page,
        String selector,
        @Nullable Long document,
        Map<String, String> detail) {}
