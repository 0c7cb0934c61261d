package polku.storage.read.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.read.Buckets;
import polku.storage.read.Filter;
import polku.storage.read.Period;

/**
 * How common is what was seen in one session.
 *
 * @param filters keep sessions, of which alone is spoken
 * @param goals of which any is a conversion; where there are none, purchases are
 * @param series the steps of the trend
 * @param previous the period compared with
 */
public record QuantifyQuestion(
        int site,
        Signal signal,
        Period period,
        Period previous,
        List<Filter> filters,
        List<Goal> goals,
        String currency,
        Buckets series) {
    public QuantifyQuestion {
        filters = List.copyOf(filters);
        goals = List.copyOf(goals);
    }

    /**
     * Something that happens in sessions; all that is not null must be so.
     *
     * @param kind error, failedRequest, rageClick, deadClick, errorClick, click or event
     * @param text an error's message, or the text of an element
     * @param selector of an element
     * @param url of a failed request
     * @param status of a failed request
     * @param name of an event
     * @param page on which it happened
     */
    public record Signal(
            String kind,
            @Nullable String text,
            @Nullable String selector,
            @Nullable String url,
            @Nullable Integer status,
            @Nullable String name,
            @Nullable String page) {}
}
