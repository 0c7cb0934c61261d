package polku.query.replay;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.control.ReplayNotes.ReplayNote;
import polku.storage.read.replay.Mark;
import polku.storage.read.replay.Recording;
import polku.storage.read.replay.Replay;

/** Recorded sessions as JSON has them. Times are in the site's time zone. */
final class ReplayAnswers {
    private ReplayAnswers() {}

    /** @param gaps how many; of one session alone, which */
    record Row(
            String session,
            String visitor,
            String startedAt,
            String endedAt,
            double recordedSeconds,
            double activeSeconds,
            long pages,
            String entryPage,
            String exitPage,
            long clicks,
            long rageClicks,
            long deadClicks,
            long errorClicks,
            long errors,
            long failedRequests,
            long frustration,
            List<String> goals,
            long purchases,
            BigDecimal revenue,
            String country,
            String city,
            String device,
            String browser,
            String os,
            String screenClass,
            String language,
            String source,
            String channel,
            String campaign,
            @Nullable String user,
            boolean returning,
            boolean isLive,
            boolean pinned,
            boolean watched,
            int gaps,
            List<Replay.Reason> why) {}

    record Meta(long total, @Nullable String nextCursor) {}

    record Table(List<Row> rows, Meta meta) {}

    record ChunkAnswer(
            int sequence,
            int parts,
            String from,
            String to,
            long bytes,
            int events,
            boolean snapshot,
            boolean complete) {}

    record DocumentAnswer(
            String document, int lane, String startedAt, String endedAt, String page, List<ChunkAnswer> chunks) {}

    record GapAnswer(String document, String from, String to) {}

    record MarkAnswer(
            String at,
            String kind,
            String text,
            String page,
            String selector,
            @Nullable String document,
            Map<String, String> detail) {}

    record NoteAnswer(String id, String at, String text) {
        static NoteAnswer of(ReplayNote note, ZoneId zone) {
            return new NoteAnswer(note.id(), time(note.at(), zone), note.text());
        }
    }

    static Row row(Replay replay, boolean pinned, boolean watched, ZoneId zone) {
        Replay.Visit visit = replay.visit();
        return new Row(
                SessionIds.text(replay.session()),
                SessionIds.text(replay.visitor()),
                time(replay.startedAt(), zone),
                time(replay.endedAt(), zone),
                replay.recorded() / 1000.0,
                replay.active() / 1000.0,
                replay.pages(),
                replay.entryPage(),
                replay.exitPage(),
                replay.clicks().clicks(),
                replay.clicks().rage(),
                replay.clicks().dead(),
                replay.clicks().error(),
                replay.errors(),
                replay.failedRequests(),
                replay.frustration(),
                replay.goals(),
                replay.purchases(),
                replay.revenue(),
                visit.country(),
                visit.city(),
                visit.device(),
                visit.browser(),
                visit.os(),
                visit.screenClass(),
                visit.language(),
                visit.source(),
                visit.channel(),
                visit.campaign(),
                replay.user(),
                replay.returning(),
                replay.live(),
                pinned,
                watched,
                replay.gaps(),
                replay.why());
    }

    /** Each with the page whose view is the nearest to its beginning. */
    static List<DocumentAnswer> documents(Recording recording, List<Mark> marks, ZoneId zone) {
        List<Mark> views =
                marks.stream().filter(mark -> mark.kind().equals("page")).toList();
        return recording.documents().stream()
                .map(document -> new DocumentAnswer(
                        SessionIds.document(document.id()),
                        document.lane(),
                        time(document.startedAt(), zone),
                        time(document.endedAt(), zone),
                        views.stream()
                                .min(Comparator.comparingLong(view -> Math.abs(view.at() - document.startedAt())))
                                .map(Mark::page)
                                .orElse(""),
                        document.chunks().stream()
                                .map(chunk -> chunk(chunk, zone))
                                .toList()))
                .toList();
    }

    private static ChunkAnswer chunk(Recording.Chunk chunk, ZoneId zone) {
        return new ChunkAnswer(
                chunk.sequence(),
                chunk.parts(),
                time(chunk.from(), zone),
                time(chunk.to(), zone),
                chunk.bytes(),
                chunk.events(),
                chunk.snapshot(),
                chunk.complete());
    }

    static List<GapAnswer> gaps(List<Recording.Gap> gaps, ZoneId zone) {
        return gaps.stream()
                .map(gap -> new GapAnswer(
                        SessionIds.document(gap.document()), time(gap.from(), zone), time(gap.to(), zone)))
                .toList();
    }

    /** What happened and what was written about it, in order of time. */
    static List<MarkAnswer> marks(List<Mark> marks, List<ReplayNote> notes, ZoneId zone) {
        List<Mark> all = new ArrayList<>(marks);
        notes.forEach(note -> all.add(
                new Mark(note.at().toEpochMilli(), "note", note.text(), "", "", null, Map.of("note", note.id()))));
        all.sort(Comparator.comparingLong(Mark::at));
        return all.stream()
                .map(mark -> new MarkAnswer(
                        time(mark.at(), zone),
                        mark.kind(),
                        mark.text(),
                        mark.page(),
                        mark.selector(),
                        mark.document() == null ? null : SessionIds.document(mark.document()),
                        mark.detail()))
                .toList();
    }

    static String time(long millis, ZoneId zone) {
        return time(Instant.ofEpochMilli(millis), zone);
    }

    static String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }
}
