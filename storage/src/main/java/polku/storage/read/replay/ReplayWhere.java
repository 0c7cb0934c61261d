package polku.storage.read.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;

/**
 * What a recorded session must be like beside what filters say; all that is not null must hold.
 *
 * @param clicked an element was clicked
 * @param errorText part of an uncaught error's message, whatever its case
 * @param requestText part of a failed request's method, address or status, whatever its case
 * @param frustration the least score
 * @param seconds of the recording
 * @param pages pageviews of the session
 * @param visitedPage a pattern of pages, of which one was seen
 * @param purchased whether something was bought
 * @param converted whether a goal was reached
 * @param user the owner's own id of the person
 * @param visitor a visitor's id
 * @param sessions one of these
 * @param excludedSessions none of these
 */
public record ReplayWhere(
        @Nullable Clicked clicked,
        @Nullable String errorText,
        @Nullable String requestText,
        @Nullable Integer frustration,
        @Nullable Range seconds,
        @Nullable Range pages,
        @Nullable String visitedPage,
        @Nullable Boolean purchased,
        @Nullable Converted converted,
        @Nullable String user,
        @Nullable Long visitor,
        @Nullable List<Long> sessions,
        @Nullable List<Long> excludedSessions) {
    public static final ReplayWhere ANY =
            new ReplayWhere(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * @param page null for any
     * @param kind click, rageClick, deadClick or errorClick
     */
    public record Clicked(String selector, @Nullable String page, String kind) {}

    /** Both ends are included; null where there is none. */
    public record Range(@Nullable Integer from, @Nullable Integer to) {}

    public record Converted(Goal goal, boolean is) {}
}
