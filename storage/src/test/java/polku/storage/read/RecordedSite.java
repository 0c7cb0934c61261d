package polku.storage.read;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.write.Client;
import polku.storage.write.EventRow;
import polku.storage.write.RowWriter;

/** Writes made-up sessions into the tables as the batch writer would, corrections of sessions included. */
public final class RecordedSite {
    private RecordedSite() {}

    static void store(ClickHouse clickHouse, int site, List<RecordedSession> sessions, Random random) {
        store(clickHouse, site, sessions, random, hit -> Client.NONE);
    }

    /** @param contexts what each event tells of its browser, which may differ from what its session's first event told */
    public static void store(
            ClickHouse clickHouse,
            int site,
            List<RecordedSession> sessions,
            Random random,
            Function<RecordedSession.Hit, Client> contexts) {
        RowWriter events = new RowWriter();
        RowWriter first = new RowWriter();
        RowWriter corrections = new RowWriter();
        for (RecordedSession session : sessions) {
            session.events().forEach(hit -> event(events, site, session, hit, contexts.apply(hit)));
            if (random.nextInt(4) > 0) {
                session(first, site, session, 1, 1);
                continue;
            }
            RecordedSession before = earlier(session);
            session(first, site, before, 1, 1);
            session(corrections, site, before, -1, 1);
            session(corrections, site, session, 1, 2);
        }
        clickHouse.insert("events", events.array(), 0, events.length(), "events-" + site);
        clickHouse.insert("sessions", first.array(), 0, first.length(), "first-" + site);
        clickHouse.insert("sessions", corrections.array(), 0, corrections.length(), "corrections-" + site);
    }

    /** What was known of the session before its first event arrived late: it may even have begun on another day. */
    private static RecordedSession earlier(RecordedSession session) {
        int known = session.events().size() < 2 ? 0 : 1;
        return new RecordedSession(
                session.id(),
                session.visitor(),
                session.firstPing() + 3_600_000L * 20,
                1,
                session.attribution(),
                session.client(),
                session.events().subList(known, session.events().size()));
    }

    private static void event(
            RowWriter rows, int site, RecordedSession session, RecordedSession.Hit hit, Client context) {
        int start = rows.length();
        new EventRow(
                        site,
                        session.visitor(),
                        hit.at(),
                        hit.at(),
                        start,
                        start,
                        hit.name(),
                        hit.hostname(),
                        hit.page(),
                        hit.title(),
                        hit.props(),
                        hit.revenue(),
                        hit.currency(),
                        List.of(),
                        // An event's own context may differ from its session's, and must not be looked at.
                        polku.storage.write.Attribution.NONE,
                        context)
                .encode(rows);
        java.nio.ByteBuffer.wrap(rows.array())
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(start + 12, session.id());
    }

    private static void session(RowWriter row, int site, RecordedSession session, int sign, long version) {
        row.int32(site)
                .int64(session.visitor())
                .int64(session.id())
                .int64(1)
                .int8(sign)
                .int64(version);
        row.int64(session.startedAt()).int64(session.endedAt());
        row.int64(session.startedAt()).int64(session.endedAt());
        row.int32(session.events().size()).int32(session.pageviews().size()).int64(session.engagedMs());
        row.int64(session.startedAt()).text(session.entryHost()).text(session.entryPage());
        row.int64(session.endedAt()).text(session.exitHost()).text(session.exitPage());
        var attribution = session.attribution();
        row.text(attribution.referrer()).text(attribution.source()).text(attribution.channel());
        row.text(attribution.utmSource()).text(attribution.utmMedium()).text(attribution.utmCampaign());
        row.text(attribution.utmTerm()).text(attribution.utmContent()).text(attribution.clickId());
        var client = session.client();
        row.text(client.country()).text(client.device()).text(client.browser()).text(client.browserVersion());
        row.text(client.os())
                .text(client.osVersion())
                .text(client.screenClass())
                .text(client.language());
        row.text(client.region()).text(client.city());
    }
}
