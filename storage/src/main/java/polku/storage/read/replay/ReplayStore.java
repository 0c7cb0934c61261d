package polku.storage.read.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.control.Goal;
import polku.storage.read.Period;
import polku.storage.write.RowReader;

/** Finds recorded sessions. Blocks; throws {@link polku.storage.clickhouse.ClickHouseException}. */
public final class ReplayStore {
    /** A recording goes on where something of it came within this time. */
    public static final Duration LIVE = Duration.ofSeconds(60);

    private static final long MOST_ID_BYTES = 1 << 16;

    private final ClickHouse clickHouse;
    private final ReplayRows rows;

    public ReplayStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
        rows = new ReplayRows(clickHouse);
    }

    /** @param total on all pages together; where this page has none, 0 */
    public record Page(List<Replay> rows, long total) {}

    public Page answer(ReplayQuestion question) {
        byte[] found = clickHouse
                .rows(List.of(new ReplaySql(question).page()), QueryLimit.SCREEN, MOST_ID_BYTES)
                .get(0);
        RowReader reader = new RowReader(found, 0, found.length);
        List<Long> ids = new ArrayList<>();
        long total = 0;
        while (!reader.isAtEnd()) {
            ids.add(reader.int64());
            total = reader.int64();
        }
        return new Page(
                rows.of(
                        question.site(),
                        ids,
                        question.period(),
                        new ReplayRows.Terms(question.goals(), question.currency(), question.now())),
                total);
    }

    /** A session with all there is to tell. */
    public record Found(Replay replay, Recording recording, List<Mark> marks) {}

    /**
     * Empty where the site has no such session, or nothing of it was recorded.
     *
     * @param goals all of the site
     */
    public Optional<Found> find(int site, long session, List<Goal> goals, String currency, Instant now) {
        List<ChunkPart> chunks = chunks(site, session);
        if (chunks.isEmpty()) {
            return Optional.empty();
        }
        Period span = span(chunks);
        return rows.of(site, List.of(session), span, new ReplayRows.Terms(goals, currency, now)).stream()
                .findFirst()
                .map(replay -> {
                    Recording recording = Recording.of(chunks);
                    return new Found(
                            replay,
                            recording,
                            new MarkSql(site, session, span, goals, recording.documents()).marks(rows));
                });
    }

    /** What was recorded of the session, empty where there is nothing. */
    public Optional<Recording> recording(int site, long session) {
        List<ChunkPart> chunks = chunks(site, session);
        return chunks.isEmpty() ? Optional.empty() : Optional.of(Recording.of(chunks));
    }

    /** @param oldest when the oldest that is recorded began; null where nothing is */
    public record Extent(long sessions, @Nullable Instant oldest) {}

    public Extent extent(int site) {
        return clickHouse
                .query(
                        Sql.load(ReplayStore.class, "recordedSessions.sql"),
                        Map.of("site", Integer.toUnsignedLong(site)),
                        QueryLimit.SCREEN,
                        row -> new Extent(
                                row.getLong(1), row.getLong(1) == 0 ? null : Instant.ofEpochMilli(row.getLong(2))))
                .get(0);
    }

    private List<ChunkPart> chunks(int site, long session) {
        // no time is known yet, so none is asked about
        RowsSql sql = new RowsSql(site, List.of(session), new Period(Instant.EPOCH, Instant.EPOCH.plusMillis(1)));
        return ReplayRows.chunks(rows.rows(List.of(sql.chunksAtAnyTime())).get(0)).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private static Period span(List<ChunkPart> chunks) {
        long from = chunks.stream()
                .min(Comparator.comparingLong(ChunkPart::at))
                .orElseThrow()
                .at();
        long to = chunks.stream()
                .mapToLong(chunk -> chunk.at() + chunk.length())
                .max()
                .orElse(from);
        return new Period(Instant.ofEpochMilli(from), Instant.ofEpochMilli(Math.max(from, to) + 1));
    }
}
