package polku.storage.read.replay;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded session at a glance. Times are milliseconds since the epoch, lengths milliseconds.
 *
 * @param startedAt of the session, not of the recording; like {@code endedAt} its last event
 * @param recorded from the first recorded event to the last
 * @param active visible and with input within 30 s
 * @param pages pageviews
 * @param frustration see {@link Frustration}
 * @param goals ids of those that were reached
 * @param revenue in the site's currency
 * @param user the owner's own id of the person, null where nothing was told
 * @param returning whether the visitor had come before
 * @param live whether the recording goes on
 * @param why what makes it worth watching, the most telling first
 */
public record Replay(
        long session,
        long visitor,
        long startedAt,
        long endedAt,
        long recorded,
        long active,
        long pages,
        String entryPage,
        String exitPage,
        Clicks clicks,
        long errors,
        long failedRequests,
        long frustration,
        List<String> goals,
        long purchases,
        BigDecimal revenue,
        Visit visit,
        @Nullable String user,
        boolean returning,
        boolean live,
        int gaps,
        List<Reason> why) {

    public record Clicks(long clicks, long rage, long dead, long error) {}

    /** What is known of the session's first event. */
    public record Visit(
            String country,
            String city,
            String device,
            String browser,
            String os,
            String screenClass,
            String language,
            String source,
            String channel,
            String campaign) {}

    /**
     * @param kind rageClick, deadClick, errorClick, error, failedRequest, purchase, goal, quickBack or longVisit
     * @param text of the one that happened most often, an element, message, address, goal's name or page; "" where there is nothing to say
     */
    public record Reason(String kind, long count, String text) {}
}
