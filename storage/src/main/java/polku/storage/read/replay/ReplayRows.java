package polku.storage.read.replay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.control.Goal;
import polku.storage.read.Period;
import polku.storage.write.RowReader;

/** Makes the rows of a few recorded sessions of what is stored of them. */
final class ReplayRows {
    /** Of ClickHouse's memory that a part of an answer may take: a million chunks. */
    private static final long MOST_BYTES = 64L << 20;

    /** So long an activity is worth a look. */
    private static final long LONG_VISIT_MS = 15 * 60_000L;

    private static final List<String> TELLING = List.of(
            "rageClick",
            "errorClick",
            "error",
            "failedRequest",
            "deadClick",
            "purchase",
            "goal",
            "quickBack",
            "longVisit");

    private final ClickHouse clickHouse;

    ReplayRows(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Session(
            long visitor,
            long startedAt,
            long endedAt,
            long pages,
            long engaged,
            String entryPage,
            String exitPage,
            Replay.Visit visit) {}

    private record Counted(long times, String label) {
        static final Counted NONE = new Counted(0, "");
    }

    private record Events(long purchases, BigDecimal revenue, List<String> goals, long quickBacks, String backFrom) {
        static final Events NONE = new Events(0, BigDecimal.ZERO, List.of(), 0, "");
    }

    /** What is known beside the session itself. */
    record Terms(List<Goal> goals, String currency, Instant now) {}

    /** The sessions in the order of their ids; those of which there is no event or no chunk are left out. */
    List<Replay> of(int site, List<Long> ids, Period span, Terms terms) {
        if (ids.isEmpty()) {
            return List.of();
        }
        RowsSql sql = new RowsSql(site, ids, span);
        List<RowReader> parts = rows(
                List.of(sql.sessions(), sql.chunks(), sql.interactions(), sql.events(terms.goals(), terms.currency())));
        Map<Long, Session> sessions = sessions(parts.get(0));
        Map<Long, List<ChunkPart>> chunks = chunks(parts.get(1));
        Map<Long, Map<String, Counted>> interactions = interactions(parts.get(2));
        Map<Long, Events> events = events(parts.get(3), terms.goals());
        List<Long> visitors =
                sessions.values().stream().map(Session::visitor).distinct().toList();
        if (visitors.isEmpty()) {
            return List.of();
        }
        List<RowReader> people = rows(List.of(RowsSql.users(site, visitors), RowsSql.firstSessions(site, visitors)));
        Map<Long, String> users = new HashMap<>();
        while (!people.get(0).isAtEnd()) {
            users.put(people.get(0).int64(), people.get(0).text());
        }
        Map<Long, Long> firsts = new HashMap<>();
        while (!people.get(1).isAtEnd()) {
            firsts.put(people.get(1).int64(), people.get(1).int64());
        }
        return ids.stream()
                .filter(id -> sessions.containsKey(id) && chunks.containsKey(id))
                .map(id -> {
                    Session session = Objects.requireNonNull(sessions.get(id));
                    return row(
                            id,
                            session,
                            Objects.requireNonNull(chunks.get(id)),
                            interactions.getOrDefault(id, Map.of()),
                            events.getOrDefault(id, Events.NONE),
                            users.get(session.visitor()),
                            firsts.getOrDefault(session.visitor(), session.startedAt()) < session.startedAt(),
                            terms);
                })
                .toList();
    }

    List<RowReader> rows(List<ClickHouse.Select> selects) {
        return clickHouse.rows(selects, QueryLimit.SCREEN, MOST_BYTES).stream()
                .map(rows -> new RowReader(rows, 0, rows.length))
                .toList();
    }

    private static Replay row(
            long id,
            Session session,
            List<ChunkPart> chunks,
            Map<String, Counted> interactions,
            Events events,
            @Nullable String user,
            boolean returning,
            Terms terms) {
        Recording recording = Recording.of(chunks);
        long rage = times(interactions, "rageClick");
        long dead = times(interactions, "deadClick");
        long errorClicks = times(interactions, "errorClick");
        long errors = times(interactions, "error");
        long failed = times(interactions, "failedRequest");
        return new Replay(
                id,
                session.visitor(),
                session.startedAt(),
                session.endedAt(),
                recorded(chunks),
                session.engaged(),
                session.pages(),
                session.entryPage(),
                session.exitPage(),
                new Replay.Clicks(times(interactions, "click"), rage, dead, errorClicks),
                errors,
                failed,
                Frustration.of(rage, errorClicks, dead, errors, failed),
                events.goals(),
                events.purchases(),
                events.revenue(),
                session.visit(),
                user,
                returning,
                isLive(chunks, terms.now()),
                recording.gaps().size(),
                why(session, interactions, events, terms.goals()));
    }

    /** From the first event to the last, as {@link ReplaySql} has it. */
    private static long recorded(List<ChunkPart> chunks) {
        long from = chunks.stream().mapToLong(ChunkPart::at).min().orElse(0);
        return chunks.stream()
                        .mapToLong(chunk -> chunk.at() + chunk.length())
                        .max()
                        .orElse(from)
                - from;
    }

    static boolean isLive(List<ChunkPart> chunks, Instant now) {
        long last = chunks.stream().mapToLong(ChunkPart::receivedAt).max().orElse(0);
        return last >= (now.getEpochSecond() - ReplayStore.LIVE.toSeconds()) * 1000;
    }

    private static List<Replay.Reason> why(
            Session session, Map<String, Counted> interactions, Events events, List<Goal> goals) {
        List<Replay.Reason> why = new ArrayList<>();
        interactions.forEach((kind, counted) -> {
            if (!kind.equals("click")) {
                why.add(new Replay.Reason(kind, counted.times(), counted.label()));
            }
        });
        if (events.purchases() > 0) {
            why.add(new Replay.Reason("purchase", events.purchases(), ""));
        }
        if (!events.goals().isEmpty()) {
            String first = events.goals().get(0);
            why.add(new Replay.Reason(
                    "goal",
                    events.goals().size(),
                    goals.stream()
                            .filter(goal -> goal.id().equals(first))
                            .map(Goal::name)
                            .findFirst()
                            .orElse("")));
        }
        if (events.quickBacks() > 0) {
            why.add(new Replay.Reason("quickBack", events.quickBacks(), events.backFrom()));
        }
        if (session.engaged() >= LONG_VISIT_MS) {
            why.add(new Replay.Reason("longVisit", 1, ""));
        }
        why.sort(Comparator.comparingInt(reason -> TELLING.indexOf(reason.kind())));
        return List.copyOf(why);
    }

    private static long times(Map<String, Counted> interactions, String kind) {
        return interactions.getOrDefault(kind, Counted.NONE).times();
    }

    private static Map<Long, Session> sessions(RowReader rows) {
        Map<Long, Session> sessions = new HashMap<>();
        while (!rows.isAtEnd()) {
            sessions.put(
                    rows.int64(),
                    new Session(
                            rows.int64(),
                            rows.int64(),
                            rows.int64(),
                            rows.int64(),
                            rows.int64(),
                            rows.text(),
                            rows.text(),
                            new Replay.Visit(
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text(),
                                    rows.text())));
        }
        return sessions;
    }

    static Map<Long, List<ChunkPart>> chunks(RowReader rows) {
        Map<Long, List<ChunkPart>> chunks = new LinkedHashMap<>();
        while (!rows.isAtEnd()) {
            ChunkPart part = ChunkPart.read(rows);
            chunks.computeIfAbsent(part.session(), unseen -> new ArrayList<>()).add(part);
        }
        return chunks;
    }

    private static Map<Long, Map<String, Counted>> interactions(RowReader rows) {
        Map<Long, Map<String, Counted>> interactions = new HashMap<>();
        while (!rows.isAtEnd()) {
            interactions
                    .computeIfAbsent(rows.int64(), unseen -> new HashMap<>())
                    .put(rows.text(), new Counted(rows.int64(), rows.text()));
        }
        return interactions;
    }

    private static Map<Long, Events> events(RowReader rows, List<Goal> goals) {
        Map<Long, Events> events = new HashMap<>();
        while (!rows.isAtEnd()) {
            events.put(
                    rows.int64(),
                    new Events(
                            rows.int64(),
                            new BigDecimal(rows.text()),
                            RowsSql.goals(rows.int32s(), goals),
                            rows.int64(),
                            rows.text()));
        }
        return events;
    }
}
