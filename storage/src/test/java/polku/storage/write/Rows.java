package polku.storage.write;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rows for tests. */
final class Rows {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long START = 1_761_998_400_000L;

    private Rows() {}

    /** Events and pings of some visitors of three sites over days, ids with and without the high bit. */
    static List<Object> random(Random random, int visitors) {
        List<Object> rows = new ArrayList<>();
        for (int visitor = 0; visitor < visitors; visitor++) {
            // A high bit, as hashes have: ids are unsigned.
            long visitorId = visitor % 2 == 0 ? visitor : visitor | Long.MIN_VALUE;
            long minute = random.nextInt(2000);
            for (int i = 0; i < 1 + random.nextInt(visitor == 7 ? 200 : 25); i++) {
                minute += random.nextInt(6) == 0 ? 1 + random.nextInt(90) : 1 + random.nextInt(25);
                long at = START + minute * MINUTE + visitor;
                int site = 1 + visitor % 3;
                rows.add(
                        random.nextInt(3) == 0
                                ? engagement(site, visitorId, at)
                                : event(site, visitorId, at, random.nextInt(4) == 0 ? "signup" : EventRow.PAGEVIEW, i));
            }
        }
        return rows;
    }

    static SpooledRow spooled(Object row) {
        return spooled(row, false);
    }

    static SpooledRow spooled(Object row, boolean resendable) {
        RowWriter writer = new RowWriter();
        if (row instanceof EventRow event) {
            event.encode(writer);
            return new SpooledRow(RowKind.EVENT, writer.toByteArray(), resendable);
        }
        if (row instanceof IdentityRow identity) {
            identity.encode(writer);
            return new SpooledRow(RowKind.IDENTITY, writer.toByteArray(), false);
        }
        if (row instanceof SnapshotRow snapshot) {
            snapshot.encode(writer);
            return new SpooledRow(RowKind.SNAPSHOT, writer.toByteArray(), false);
        }
        if (row instanceof ReplayRow replay) {
            replay.encode(writer);
            return new SpooledRow(RowKind.REPLAY, writer.toByteArray(), false);
        }
        ((InteractionRow) row).encode(writer);
        return new SpooledRow(RowKind.INTERACTION, writer.toByteArray(), resendable);
    }

    static EventRow event(int site, long visitor, long at, String name, int number) {
        Attribution attribution =
                new Attribution("ref.example/'\\", "source" + number, "Referral", "", "", "äö\t\"", "", "", "");
        Client client = new Client("FI", "desktop", "Firefox", "144", "Linux", "", "lg", "fi-FI", "Uusimaa", "Espoo");
        return new EventRow(
                site,
                visitor,
                at,
                at + 5,
                1000L * visitor + number,
                number,
                name,
                "example.org",
                "/p" + number,
                "Títle",
                Map.of("plan", "pro", "x", "'"),
                new BigDecimal("12.5"),
                "EUR",
                List.of(new Product("sku", "Coffee", "", "", null, 2)),
                attribution,
                client);
    }

    static InteractionRow engagement(int site, long visitor, long at) {
        return interaction(site, visitor, at, InteractionRow.Kind.ENGAGEMENT);
    }

    static InteractionRow interaction(int site, long visitor, long at, InteractionRow.Kind kind) {
        return new InteractionRow(
                site,
                visitor,
                at,
                at + 5,
                9,
                kind,
                "example.org",
                "/",
                "desktop",
                65_000,
                0,
                new InteractionRow.Spot("", "", "", 32_767, 0, 70_000, 0, 0, 0),
                new InteractionRow.Attention(5000, 1000, 1000, 0, 0),
                new InteractionRow.Detail("LCP", "", "", "", "good", 1234.5, 0));
    }

    static ReplayRow replay(int site, long visitor, long at, int sequence, String content) {
        return new ReplayRow(
                site,
                visitor,
                at,
                at / 1000 * 1000,
                -9,
                sequence,
                1,
                300,
                4_900,
                -7_200_000,
                70_000,
                sequence == 0,
                content);
    }

    static SnapshotRow snapshot(int site, long visitor, long at, String content) {
        return new SnapshotRow(
                site,
                visitor,
                at,
                at + 5,
                "example.org",
                "/shop",
                "mobile",
                0xfedcba9876543210L,
                visitor == 0 ? SnapshotRow.TakenBy.OWNER : SnapshotRow.TakenBy.VISITOR,
                390,
                844,
                390,
                70_000,
                "Títle",
                content);
    }

    static long at(Object row) {
        return row instanceof EventRow event ? event.at() : ((InteractionRow) row).at();
    }
}
