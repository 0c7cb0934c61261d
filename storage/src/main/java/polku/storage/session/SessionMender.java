package polku.storage.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;
import polku.storage.session.VisitorStates.Mending;
import polku.storage.session.VisitorStates.SignedState;
import polku.storage.session.VisitorStates.Stretch;
import polku.storage.write.Batch;
import polku.storage.write.Batch.SessionMove;
import polku.storage.write.BatchStore;
import polku.storage.write.RowWriter;

/**
 * Makes sessions right of visitors whom several servers saw at the same time, each trusting its own memory. Every server
 * runs it; where one server writes alone a round is a single query that reads next to nothing. Why nothing wrong stays
 * hidden, and why servers may mend the same at the same time, tells docs/decisions/0003-two-collectors.md.
 *
 * <p>Blocks; used by one thread.
 */
public final class SessionMender {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMender.class);

    /** Rows count as written when their insert begins, and are seen when it ends. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** Of what was written before the start: what servers that died left behind. */
    private static final Duration BEFORE_START = Duration.ofHours(1);
    /** Session rows may be there before the rows that they tell of, where a table refuses inserts for a while. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private static final long LOOK_BACK_MS = Duration.ofDays(3).toMillis();
    private static final long LOOK_FURTHER_BACK_MS = Duration.ofDays(32).toMillis();
    private static final int VISITORS_AT_ONCE = 500;
    private static final String TABLE = "sessions";
    /** No batch has it; touchedByOthers.sql takes it for that of another server on every server. */
    private static final long NO_BATCH = 0;

    private final ClickHouse clickHouse;
    private final Sessionizer sessionizer;
    private final StoredSessions stored;
    private final BatchStore store;
    private final LongSupplier latestBatch;
    private final Cache<Visitor, Long> again =
            Caffeine.newBuilder().expireAfterWrite(LOOK_AGAIN).build();
    private long doneAt;
    private long window = -1;

    /** @param latestBatch the id of this server's last batch, 0 before the first */
    public SessionMender(ClickHouse clickHouse, Sessionizer sessionizer, LongSupplier latestBatch) {
        this.clickHouse = clickHouse;
        this.sessionizer = sessionizer;
        this.stored = new StoredSessions(clickHouse);
        this.store = new BatchStore(clickHouse);
        this.latestBatch = latestBatch;
    }

    /**
     * One round.
     *
     * @return of how many visitors sessions were wrong
     * @throws polku.storage.clickhouse.ClickHouseException the next round does what this one did not
     */
    public int run() {
        long startedAt = System.nanoTime();
        long seconds = secondsToLookAt(startedAt);
        List<Visitor> others = touchedByOthers(seconds);
        int mended = 0;
        if (!others.isEmpty()) {
            sessionizer.doubt(others);
            Map<Visitor, Long> suspects = new HashMap<>(again.asMap());
            suspects.putAll(suspects(seconds));
            // In one order everywhere, so that servers that see the same make the same inserts of it.
            List<Visitor> visitors =
                    suspects.keySet().stream().sorted(Visitor.IN_ORDER).toList();
            for (int from = 0; from < visitors.size(); from += VISITORS_AT_ONCE) {
                List<Visitor> part = visitors.subList(from, Math.min(visitors.size(), from + VISITORS_AT_ONCE));
                long earliest = part.stream().mapToLong(suspects::get).min().orElseThrow();
                mended += mend(part, earliest - LOOK_BACK_MS, suspects);
            }
        }
        doneAt = startedAt;
        window = OVERLAP.toSeconds();
        return mended;
    }

    private long secondsToLookAt(long now) {
        if (window >= 0) {
            return window + Duration.ofNanos(now - doneAt).toSeconds() + 1;
        }
        return BEFORE_START.toSeconds()
                + clickHouse
                        .query(
                                Sql.load(SessionMender.class, "secondsSinceLastWrite.sql"),
                                Map.of(),
                                QueryLimit.SCREEN,
                                row -> row.getLong(1))
                        .get(0);
    }

    private List<Visitor> touchedByOthers(long seconds) {
        long own = latestBatch.getAsLong();
        return clickHouse.query(
                Sql.load(SessionMender.class, "touchedByOthers.sql"),
                Map.of(
                        "window",
                        seconds,
                        "first",
                        UInt64.of(own == 0 ? 0 : Batch.firstOfNode(own)),
                        "last",
                        UInt64.of(own == 0 ? 0 : Batch.lastOfNode(own))),
                QueryLimit.SCREEN,
                row -> new Visitor(row.getInt(1), UInt64.read(row, 2)));
    }

    private Map<Visitor, Long> suspects(long seconds) {
        Map<Visitor, Long> suspects = new HashMap<>();
        clickHouse
                .query(
                        Sql.load(SessionMender.class, "suspectVisitors.sql"),
                        Map.of("window", seconds, "gap", SessionRule.GAP_MS, "most", SessionRule.MAX_MS),
                        QueryLimit.SCREEN,
                        row -> Map.entry(new Visitor(row.getInt(1), UInt64.read(row, 2)), row.getLong(3)))
                .forEach(found -> suspects.put(found.getKey(), found.getValue()));
        return suspects;
    }

    /** @param since how far back the visitors' sessions are looked at, ms */
    private int mend(List<Visitor> visitors, long since, Map<Visitor, Long> suspects) {
        Map<Visitor, VisitorStates> states = new HashMap<>();
        stored.states(visitors, since).forEach((visitor, nets) -> {
            if (!nets.isEmpty()) {
                states.put(visitor, new VisitorStates(visitor, nets));
            }
        });
        if (states.isEmpty()) {
            return 0;
        }
        long last =
                states.values().stream().mapToLong(own -> own.span().to()).max().orElseThrow();
        Map<Visitor, List<Session>> signs =
                stored.signs(List.copyOf(states.keySet()), since, last + SessionRule.MAX_MS);
        Mendings mendings = new Mendings();
        List<Visitor> longer = new ArrayList<>();
        for (Visitor visitor : states.keySet().stream().sorted(Visitor.IN_ORDER).toList()) {
            VisitorStates own = Objects.requireNonNull(states.get(visitor));
            List<Session> ownSigns = signs.getOrDefault(visitor, List.of());
            long suspect = Objects.requireNonNull(suspects.get(visitor));
            List<Stretch> stretches = own.stretches(ownSigns);
            // A chain without a pause may begin before what is looked at.
            long certain = since + LOOK_BACK_MS / 2;
            if (since > 0 && stretches.stream().anyMatch(one -> one.from() < certain && one.to() >= suspect)) {
                longer.add(visitor);
            } else {
                List<Stretch> whole =
                        stretches.stream().filter(one -> one.from() >= certain).toList();
                mendings.add(visitor, own.mend(whole, ownSigns));
            }
        }
        int mended = write(mendings, suspects);
        return longer.isEmpty() ? mended : mended + mend(longer, Math.max(0, since - LOOK_FURTHER_BACK_MS), suspects);
    }

    private int write(Mendings mendings, Map<Visitor, Long> suspects) {
        if (mendings.visitors.isEmpty()) {
            return 0;
        }
        // The moves first: while the sessions are wrong, a round that is cut short is done again.
        store.move(mendings.moves);
        clickHouse.insert(
                TABLE, mendings.rows.array(), 0, mendings.rows.length(), "mend-" + fingerprint(mendings.rows));
        sessionizer.doubt(mendings.visitors);
        mendings.visitors.forEach(visitor -> again.put(visitor, Objects.requireNonNull(suspects.get(visitor))));
        LOG.info("mended the sessions of {} visitors whom several servers saw at once", mendings.visitors.size());
        return mendings.visitors.size();
    }

    /** What one write puts right. */
    private static final class Mendings {
        final RowWriter rows = new RowWriter(1 << 14);
        final List<SessionMove> moves = new ArrayList<>();
        final List<Visitor> visitors = new ArrayList<>();

        void add(Visitor visitor, Mending mending) {
            if (mending.rows().isEmpty()) {
                return;
            }
            visitors.add(visitor);
            moves.addAll(mending.moves());
            for (SignedState row : mending.rows()) {
                row.state().encode(rows, visitor.siteId(), visitor.visitorId(), NO_BATCH, row.sign());
            }
        }
    }

    /** Servers that mend the same at the same time store it once. */
    private static String fingerprint(RowWriter rows) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(rows.array(), 0, rows.length());
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
