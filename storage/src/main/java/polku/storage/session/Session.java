package polku.storage.session;

import polku.storage.write.Attribution;
import polku.storage.write.Client;
import polku.storage.write.EventRow;
import polku.storage.write.InteractionRow;
import polku.storage.write.RowWriter;

/**
 * A session, or a part of one: a single sign of life is the smallest part, and parts can be put together in any order
 * ({@link #with}). Times are milliseconds since the epoch.
 *
 * @param id 0 until it has one
 * @param version how often its row was written; 0 before the first
 * @param startedAt first event; without any event the same as {@code activeFrom}
 * @param endedAt last event; without any event the same as {@code activeFrom}
 * @param activeFrom first sign of life, interactions included
 * @param activeTo last sign of life, interactions included
 * @param events pageviews and custom events
 * @param entryAt time of the first pageview, 0 without one
 * @param exitAt time of the last pageview, 0 without one
 * @param attribution of the first event
 * @param client of the first event
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
        String entryHostname,
        String entryPage,
        long exitAt,
        String exitHostname,
        String exitPage,
        Attribution attribution,
        Client client) {

    /** The sign of life that an event is. */
    public static Session of(EventRow event) {
        boolean pageview = event.name().equals(EventRow.PAGEVIEW);
        long at = event.at();
        long pageAt = pageview ? at : 0;
        String hostname = pageview ? event.hostname() : "";
        String page = pageview ? event.page() : "";
        return new Session(
                0,
                0,
                at,
                at,
                at,
                at,
                1,
                pageview ? 1 : 0,
                0,
                pageAt,
                hostname,
                page,
                pageAt,
                hostname,
                page,
                event.attribution(),
                event.client());
    }

    /** The sign of life that an interaction is; those that are none ({@code isPassive}) must not come here. */
    public static Session of(InteractionRow interaction) {
        long at = interaction.at();
        boolean isPing = interaction.kind() == InteractionRow.Kind.ENGAGEMENT;
        long engaged = isPing ? interaction.attention().activeMs() : 0;
        Client client = Client.onDevice(interaction.device());
        return new Session(0, 0, at, at, at, at, 0, 0, engaged, 0, "", "", 0, "", "", Attribution.NONE, client);
    }

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
                entryHostname,
                entryPage,
                exitAt,
                exitHostname,
                exitPage,
                attribution,
                client);
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
        Session entry = entersHere ? this : later;
        Session exit = exitsHere ? this : later;
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
                entry.entryAt,
                entry.entryHostname,
                entry.entryPage,
                exit.exitAt,
                exit.exitHostname,
                exit.exitPage,
                first.attribution,
                first.client);
    }

    boolean covers(long at) {
        return activeFrom <= at && at <= activeTo;
    }

    boolean overlaps(Session other) {
        return activeFrom <= other.activeTo && other.activeFrom <= activeTo;
    }

    /** Same content, whatever the version. */
    boolean sameAs(Session other) {
        return numbered(id, 0).equals(other.numbered(other.id, 0));
    }

    /** One row of table {@code sessions}. */
    void encode(RowWriter row, int siteId, long visitorId, long batchId, int sign) {
        row.int32(siteId).int64(visitorId).int64(id).int64(batchId).int8(sign).int64(version);
        row.int64(startedAt).int64(endedAt).int64(activeFrom).int64(activeTo);
        row.int32(events).int32(pageviews).int64(engagedMs);
        row.int64(entryAt).text(entryHostname).text(entryPage);
        row.int64(exitAt).text(exitHostname).text(exitPage);
        attribution.encode(row);
        client.encode(row);
    }
}
