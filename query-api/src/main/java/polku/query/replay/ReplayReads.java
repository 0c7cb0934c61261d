package polku.query.replay;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.report.GoalDirectory;
import polku.query.web.Answer;
import polku.query.web.Fields;
import polku.query.web.QueryParameters;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.control.ReplayNotes;
import polku.storage.control.ReplayNotes.ReplayNote;
import polku.storage.control.ReplayPins;
import polku.storage.control.Site;
import polku.storage.read.replay.ChunkStore;
import polku.storage.read.replay.Recording;
import polku.storage.read.replay.ReplayStore;

/** What watching one recorded session needs, for who may: a member of the site's team, or who has a link to it. */
final class ReplayReads {
    private static final int USUAL_CHUNKS = 50;
    private static final int MOST_CHUNKS = 500;
    /** What is complete does not change; what is deleted shall not be seen for long. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ReplayStore store;
    private final EventPages events;
    private final ReplayPins pins;
    private final ReplayNotes notes;
    private final GoalDirectory goals;
    private final InstantSource clock;
    private final Executor executor;

    ReplayReads(
            ClickHouse clickHouse,
            ReplayPins pins,
            ReplayNotes notes,
            GoalDirectory goals,
            InstantSource clock,
            Executor executor) {
        store = new ReplayStore(clickHouse);
        events = new EventPages(new ChunkStore(clickHouse));
        this.pins = pins;
        this.notes = notes;
        this.goals = goals;
        this.clock = clock;
        this.executor = executor;
    }

    /** A row of the list, and what the session consists of; {@code gaps} are here the gaps themselves. */
    record Detail(
            @JsonUnwrapped @JsonIgnoreProperties("gaps") ReplayAnswers.Row row,
            List<ReplayAnswers.DocumentAnswer> documents,
            List<ReplayAnswers.GapAnswer> gaps,
            List<ReplayAnswers.MarkAnswer> marks,
            List<ReplayAnswers.NoteAnswer> notes) {}

    Answer find(Site site, long session) {
        return later(() -> {
            Instant now = clock.instant();
            ReplayStore.Found found = store.find(site.number(), session, goals.goals(site.id()), site.currency(), now)
                    .orElseThrow(SessionIds::none);
            ZoneId zone = site.timezone();
            List<ReplayNote> written = notes.list(site.id(), session);
            return Answer.ok(new Detail(
                    ReplayAnswers.row(
                            found.replay(),
                            pins.pinned(site.id()).contains(session),
                            pins.watched(site.id()).contains(session),
                            zone),
                    ReplayAnswers.documents(found.recording(), found.marks(), zone),
                    ReplayAnswers.gaps(found.recording().gaps(), zone),
                    ReplayAnswers.marks(found.marks(), written, zone),
                    written.stream()
                            .map(note -> ReplayAnswers.NoteAnswer.of(note, zone))
                            .toList()));
        });
    }

    Answer events(Site site, long session, QueryParameters query) {
        QueryParameters.Values given = query.only("document", "from", "limit");
        Fields fields = new Fields();
        Long document = fields.required("document", given.get("document"), ReplayReads::document);
        Integer from = fields.optional("from", given.get("from"), ReplayReads::sequence);
        Integer limit =
                fields.optional("limit", given.get("limit"), number -> QueryParameters.number(number, 1, MOST_CHUNKS));
        fields.check();
        return events(site, session, document, from == null ? 0 : from, limit == null ? USUAL_CHUNKS : limit);
    }

    /** The events of the chunks after one, as far as they have come. */
    Answer live(Site site, long session, QueryParameters query) {
        QueryParameters.Values given = query.only("document", "after");
        Fields fields = new Fields();
        Long document = fields.required("document", given.get("document"), ReplayReads::document);
        Integer after = fields.optional("after", given.get("after"), ReplayReads::sequence);
        fields.check();
        return events(site, session, document, after == null ? 0 : after + 1, USUAL_CHUNKS);
    }

    private Answer events(Site site, long session, @Nullable Long id, int from, int limit) {
        return later(() -> {
            Recording recording = recording(site, session);
            Recording.Document document = recording.documents().stream()
                    .filter(each -> id != null && each.id() == id)
                    .findFirst()
                    .orElseThrow(() ->
                            Problem.notFound("The replay has no such document.").asException());
            EventPages.Page page = events.page(site, session, recording, document, from, limit);
            return Answer.ok("application/json", page.json())
                    .with("Cache-Control", page.last() ? "no-store" : "private, max-age=" + KEPT.toSeconds());
        });
    }

    Answer export(Site site, long session) {
        return later(() -> Answer.ok("application/json", events.all(site, session, recording(site, session)))
                .with("Content-Disposition", "attachment; filename=\"replay-" + SessionIds.text(session) + ".json\""));
    }

    /** @throws polku.http.ProblemException 404 where nothing was recorded of such a session */
    private Recording recording(Site site, long session) {
        return store.recording(site.number(), session).orElseThrow(SessionIds::none);
    }

    /** On threads of which there are few: what they hold is large. */
    private Answer later(Supplier<Answer> answer) {
        return Answer.later(CompletableFuture.supplyAsync(answer, executor));
    }

    private static Long document(String given) {
        if (!given.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("must be 16 hexadecimal digits");
        }
        return Long.parseUnsignedLong(given, 16);
    }

    private static Integer sequence(String given) {
        return QueryParameters.number(given, 0, 100_000_000);
    }
}
