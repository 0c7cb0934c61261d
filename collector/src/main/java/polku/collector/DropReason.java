package polku.collector;

import java.util.Locale;

/** Why something was not stored: the closed set behind {@code polku_events_{dropped,rejected}_total{reason}}. */
public enum DropReason {
    /** Answered with 202 and left out: the sender cannot and need not do anything about it. */
    BOT(true),
    /** A bot that reads for a language model; counted apart. */
    AI_CRAWLER(true),
    /** The site's owner excludes the address: own traffic. */
    EXCLUDED_ADDRESS(true),
    DUPLICATE(true),
    /** The browser's headers ask not to be tracked. */
    OPTED_OUT(true),
    /** It would say who the visitor is, and came without the visitor's consent. */
    NO_CONSENT(true),
    /** A recorded page that is known already, or one version too many of a page today, or of a site that wants none. */
    SNAPSHOT_UNWANTED(true),
    /** A chunk of a recording, of a site that wants none any more. */
    REPLAY_UNWANTED(true),
    /** A chunk of a recording beyond the number of sessions that its site records a day. */
    REPLAYS_ENOUGH(true),
    /** A chunk of a recording that is as long as its site has them. */
    REPLAY_TOO_LONG(true),

    /** Refused with a problem document. Counted once per request, since nobody knows how many events it held. */
    MALFORMED(false),
    TOO_LARGE(false),
    UNSUPPORTED(false),
    TIMEOUT(false),
    UNAUTHORIZED(false),
    UNKNOWN_SITE(false),
    WRONG_ORIGIN(false),
    WRONG_HOSTNAME(false),
    SPOOL_FULL(false),
    /** More pages are being read than there is memory for. */
    SNAPSHOTS_BUSY(false),
    /** More chunks of recordings wait to be read than there is memory for. */
    REPLAYS_BUSY(false),
    STOPPING(false),
    SPOOL_FAILED(false),
    INTERNAL(false);

    private final boolean answeredAsTaken;

    DropReason(boolean answeredAsTaken) {
        this.answeredAsTaken = answeredAsTaken;
    }

    boolean isAnsweredAsTaken() {
        return answeredAsTaken;
    }

    /** The value of the metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
