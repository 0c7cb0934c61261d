package polku.storage.session;

import polku.storage.write.Encoded;
import polku.storage.write.RowWriter;

/**
 * A session, or a part of one: a single sign of life ({@link SignOfLife}) is the smallest part, and parts can be put
 * together in any order ({@link #with}). Times are milliseconds since the epoch. What is only carried from events to
 * sessions stays encoded.
 *
 * @param id 0 until it has one
 * @param version how often its row was written, and in the lower bits what it says; 0 before the first
 * @param startedAt first event; without any event the same as {@code activeFrom}
 * @param endedAt last event; without any event the same as {@code activeFrom}
 * @param activeFrom first sign of life, interactions included
 * @param activeTo last sign of life, interactions included
 * @param events pageviews and custom events
 * @param entryAt time of the first pageview, 0 without one
 * @param entry host name and page of the first pageview, empty texts without one
 * @param exitAt time of the last pageview, 0 without one
 * @param exit host name and page of the last pageview
 * @param origin {@link polku.storage.write.Attribution} and {@link polku.storage.write.Client} of the first event
 */
public record Session(
        long id,
        long version,
        long startedAt,
        long endedAt,
        long activeFrom,
        long activeTo,
        int events,
        int pageviews,
        long engagedMs,
        long entryAt,
        Encoded entry,
        long exitAt,
        Encoded exit,
        Encoded origin) {
    /** The object itself, and what stands around the bytes of one {@link Encoded}. */
    private static final int OBJECT_BYTES = 112;

    private static final int ENCODED_BYTES = 48;
    /** So many bits of a version tell its content. */
    private static final int CONTENT_BITS = 24;

    Session numbered(long newId, long newVersion) {
        return new Session(
                newId,
                newVersion,
                startedAt,
                endedAt,
                activeFrom,
                activeTo,
                events,
                pageviews,
                engagedMs,
                entryAt,
                entry,
                exitAt,
                exit,
                origin);
    }

    /**
     * The version of what this says now, where it said something else before. Two servers that go on from the same state at the same
     * time each write a version of their own: ClickHouse takes a row of one version for any other of it, so what the one wrote would
     * be cancelled in the place of the other's, and sums that a view made of both would keep the difference.
     */
    long versionAfter(long previous) {
        long content = mixed(mixed(mixed(mixed(0, startedAt), endedAt), activeFrom), activeTo);
        content = mixed(mixed(mixed(mixed(content, events), pageviews), engagedMs), entryAt);
        content = mixed(mixed(mixed(mixed(content, entry.hashCode()), exitAt), exit.hashCode()), origin.hashCode());
        return (((previous >>> CONTENT_BITS) + 1) << CONTENT_BITS) | (content >>> (Long.SIZE - CONTENT_BITS));
    }

    private static long mixed(long hash, long field) {
        return SessionRule.mixed(hash ^ field);
    }

    /**
     * This and {@code later} as one session with this one's id and version. The result is the same in whatever order
     * parts come, but that of two things at the very same millisecond the one that is here already counts as the first.
     */
    Session with(Session later) {
        boolean startsHere = events == 0
                ? later.events == 0 && activeFrom <= later.activeFrom
                : later.events == 0 || startedAt <= later.startedAt;
        boolean entersHere = later.pageviews == 0 || pageviews > 0 && entryAt <= later.entryAt;
        boolean exitsHere = later.pageviews == 0 || pageviews > 0 && exitAt > later.exitAt;
        Session first = startsHere ? this : later;
        Session enters = entersHere ? this : later;
        Session exits = exitsHere ? this : later;
        long from = Math.min(activeFrom, later.activeFrom);
        int allEvents = events + later.events;
        long end = events == 0 ? later.endedAt : later.events == 0 ? endedAt : Math.max(endedAt, later.endedAt);
        return new Session(
                id,
                version,
                allEvents == 0 ? from : first.startedAt,
                allEvents == 0 ? from : end,
                from,
                Math.max(activeTo, later.activeTo),
                allEvents,
                pageviews + later.pageviews,
                engagedMs + later.engagedMs,
                enters.entryAt,
                enters.entry,
                exits.exitAt,
                exits.exit,
                first.origin);
    }

    boolean covers(long at) {
        return activeFrom <= at && at <= activeTo;
    }

    boolean overlaps(Session other) {
        return activeFrom <= other.activeTo && other.activeFrom <= activeTo;
    }

    /** Same content, whatever the version. */
    boolean sameAs(Session other) {
        return id == other.id
                && startedAt == other.startedAt
                && endedAt == other.endedAt
                && activeFrom == other.activeFrom
                && activeTo == other.activeTo
                && events == other.events
                && pageviews == other.pageviews
                && engagedMs == other.engagedMs
                && entryAt == other.entryAt
                && exitAt == other.exitAt
                && entry.equals(other.entry)
                && exit.equals(other.exit)
                && origin.equals(other.origin);
    }

    /** The same, holding nothing of the rows that it was read from. */
    Session detached() {
        Encoded ownEntry = entry.detached();
        Encoded ownExit = exit.equals(entry) ? ownEntry : exit.detached();
        Encoded ownOrigin = origin.detached();
        return ownEntry == entry && ownExit == exit && ownOrigin == origin
                ? this
                : new Session(
                        id,
                        version,
                        startedAt,
                        endedAt,
                        activeFrom,
                        activeTo,
                        events,
                        pageviews,
                        engagedMs,
                        entryAt,
                        ownEntry,
                        exitAt,
                        ownExit,
                        ownOrigin);
    }

    /** About what it takes of the heap, {@link #detached}. */
    int bytes() {
        int bytes = OBJECT_BYTES + 2 * ENCODED_BYTES + entry.length() + origin.length();
        return exit == entry ? bytes : bytes + ENCODED_BYTES + exit.length();
    }

    /** One row of table {@code sessions}. */
    void encode(RowWriter row, int siteId, long visitorId, long batchId, int sign) {
        row.int32(siteId).int64(visitorId).int64(id).int64(batchId).int8(sign).int64(version);
        row.int64(startedAt).int64(endedAt).int64(activeFrom).int64(activeTo);
        row.int32(events).int32(pageviews).int64(engagedMs);
        row.int64(entryAt);
        entry.encode(row);
        row.int64(exitAt);
        exit.encode(row);
        origin.encode(row);
    }
}
