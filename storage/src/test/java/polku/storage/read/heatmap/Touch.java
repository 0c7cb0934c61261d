package polku.storage.read.heatmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.RecordedSession;
import polku.storage.read.RecordedSession.Hit;
import polku.storage.write.InteractionRow;
import polku.storage.write.InteractionRow.Kind;
import polku.storage.write.RowWriter;

/** Something that a made-up session did inside a page: what both the table and the oracle are filled from. */
record Touch(RecordedSession session, int pageview, InteractionRow row) {
    static final List<String> DEVICES = List.of("desktop", "tablet", "mobile", "");
    static final List<String> SELECTORS = List.of(
            "#buy",
            "main>a:nth-of-type(2)",
            "nav>>>button",
            "'; DROP TABLE interactions; --",
            "ä漢🙂\\",
            "{v0:String}",
            "");
    private static final List<Kind> KINDS = List.of(
            Kind.CLICK,
            Kind.CLICK,
            Kind.MOVE,
            Kind.MOVE,
            Kind.MOVE,
            Kind.RAGE_CLICK,
            Kind.DEAD_CLICK,
            Kind.ERROR_CLICK,
            Kind.ENGAGEMENT,
            Kind.ENGAGEMENT,
            Kind.ATTENTION,
            Kind.ATTENTION,
            Kind.COPY,
            Kind.VITAL);

    private static final int SIDE = 32_768;

    /** The kind of browser that told of an event; another than the session's first, at times. */
    static String device(Hit hit) {
        return DEVICES.get((int) (hit.at() / 7 % DEVICES.size()));
    }

    long visitor() {
        return row.visitorId();
    }

    Kind kind() {
        return row.kind();
    }

    long at() {
        return row.at();
    }

    String selector() {
        return row.spot().selector();
    }

    static List<Touch> random(Random random, int site, List<RecordedSession> sessions) {
        List<Touch> touches = new ArrayList<>();
        int pageview = 1;
        for (RecordedSession session : sessions) {
            for (Hit view : session.pageviews()) {
                // Ids are told apart by visitor only, and have all their bits.
                int id = random.nextInt(3) == 0 ? -pageview : pageview;
                pageview += random.nextInt(2);
                for (int i = random.nextInt(9); i > 0; i--) {
                    touches.add(random(random, site, session, view, id));
                }
            }
        }
        return touches;
    }

    private static Touch random(Random random, int site, RecordedSession session, Hit view, int pageview) {
        // Only so many moments that some are the same; a session lasts a day at most.
        long at = Math.min(view.at() + 50L * random.nextInt(40), session.startedAt() + 86_400_000L);
        Kind kind = RecordedSession.of(random, KINDS);
        int documentHeight = random.nextInt(5) == 0 ? 0 : 600 + random.nextInt(4000);
        return new Touch(
                session,
                pageview,
                new InteractionRow(
                        site,
                        session.visitor(),
                        at,
                        at,
                        pageview,
                        kind,
                        view.hostname(),
                        view.page(),
                        device(view),
                        1 + random.nextInt(2000),
                        random.nextInt(9) == 0 ? 0 : 300 + random.nextInt(900),
                        spot(random, kind, documentHeight),
                        attention(random, kind),
                        InteractionRow.Detail.NONE));
    }

    private static InteractionRow.Spot spot(Random random, Kind kind, int documentHeight) {
        if (kind == Kind.ENGAGEMENT) {
            return InteractionRow.Spot.NONE;
        }
        if (kind == Kind.ATTENTION) {
            return InteractionRow.Spot.inDocument(1200, documentHeight);
        }
        boolean move = kind == Kind.MOVE;
        return new InteractionRow.Spot(
                RecordedSession.of(random, SELECTORS),
                move ? "" : RecordedSession.of(random, List.of("a", "button")),
                move ? "" : RecordedSession.of(random, RecordedSession.NASTY),
                place(random),
                place(random),
                random.nextInt(100_000),
                random.nextInt(100_000),
                random.nextInt(3000),
                documentHeight);
    }

    /** Often near others, so that cells hold several. */
    private static int place(Random random) {
        return random.nextInt(10) == 0 ? SIDE - 1 : random.nextInt(random.nextBoolean() ? 64 : SIDE);
    }

    private static InteractionRow.Attention attention(Random random, Kind kind) {
        if (kind == Kind.ENGAGEMENT) {
            return new InteractionRow.Attention(5000, 1000, random.nextInt(1001), 0, 0);
        }
        int top = random.nextInt(1001);
        return kind == Kind.ATTENTION
                ? new InteractionRow.Attention(
                        0, random.nextInt(30_000), 0, top, Math.min(1000, top + random.nextInt(400)))
                : InteractionRow.Attention.NONE;
    }

    static void store(ClickHouse clickHouse, List<Touch> touches, String token) {
        RowWriter rows = new RowWriter();
        for (Touch touch : touches) {
            int start = rows.length();
            touch.row().encode(rows);
            ByteBuffer.wrap(rows.array())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(start + 12, touch.session().id());
        }
        clickHouse.insert("interactions", rows.array(), 0, rows.length(), token);
    }
}
