package polku.storage.control;

import java.util.List;

/**
 * What of a site's sessions is recorded, and for how long it is kept.
 *
 * @param recorded false: nothing
 * @param needsConsent only visitors who granted consent are recorded
 * @param sampleRate the share of visitors who are, 0 to 1
 * @param start what a recording begins with
 * @param minimumSeconds shorter recordings are not kept
 * @param maximumMinutes of a session so much is recorded at most
 * @param sessionsPerDay so many sessions at most, by the site's calendar
 * @param masksText every letter of every text is masked, and not only what looks personal
 * @param retentionDays recordings go after so many days, unless they are pinned
 * @param budgetMegabytes of the disk; where more is taken, the oldest recordings go, unless they are pinned
 */
public record ReplayRules(
        boolean recorded,
        boolean needsConsent,
        double sampleRate,
        Start start,
        int minimumSeconds,
        int maximumMinutes,
        int sessionsPerDay,
        boolean masksText,
        int retentionDays,
        int budgetMegabytes) {

    /** Of a site whose owner has said nothing. */
    public static final ReplayRules STANDARD =
            new ReplayRules(false, true, 1, Start.AT_ONCE, 5, 60, 5_000, false, 30, 10_240);

    /**
     * What a recording begins with, and with the minute before: whichever comes first. Where nothing is named, it begins with
     * the session.
     *
     * @param pages patterns of paths ({@link PageGlob})
     * @param events names of custom events
     */
    public record Start(List<String> pages, List<String> events, boolean onError, boolean onRageClick) {
        public static final Start AT_ONCE = new Start(List.of(), List.of(), false, false);

        public boolean isAtOnce() {
            return pages.isEmpty() && events.isEmpty() && !onError && !onRageClick;
        }
    }

    /** The same, where sessions are recorded. */
    public ReplayRules switchedOn() {
        return new ReplayRules(
                true,
                needsConsent,
                sampleRate,
                start,
                minimumSeconds,
                maximumMinutes,
                sessionsPerDay,
                masksText,
                retentionDays,
                budgetMegabytes);
    }

    public ReplayRules {
        if (!(sampleRate >= 0 && sampleRate <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + sampleRate);
        }
    }
}
