package polku.query.note;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.query.web.QueryParameters;
import polku.storage.control.Note;
import polku.storage.control.Notes;
import polku.storage.control.Site;

/** Pins on the charts: {@code /sites/{site}/notes}. */
public final class NoteRoutes implements EndpointGroup {
    private static final int MOST_NOTES = 1000;
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Notes notes;

    public NoteRoutes(Notes notes) {
        this.notes = notes;
    }

    /** A new note, or a change of one; a change keeps what is left out or null. */
    record NoteDraft(@Nullable String at, @Nullable String text) {}

    /** @param at in the site's time zone */
    record NoteAnswer(String id, String at, String text) {
        static NoteAnswer of(Note note, Site site) {
            return new NoteAnswer(
                    note.id(),
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(note.at().atZone(site.timezone())),
                    note.text());
        }
    }

    record NoteList(List<NoteAnswer> notes) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get("/sites/{site}/notes", Access.READ, this::list),
                Endpoint.post("/sites/{site}/notes", Access.EDIT, NoteDraft.class, this::create),
                Endpoint.patch("/sites/{site}/notes/{note}", Access.EDIT, NoteDraft.class, this::change),
                Endpoint.delete("/sites/{site}/notes/{note}", Access.EDIT, this::delete));
    }

    private Answer list(ApiRequest<NoBody> request) {
        QueryParameters.Values given = request.query().only("from", "to");
        Fields fields = new Fields();
        Instant from = fields.optional("from", given.get("from"), NoteRoutes::time);
        Instant to = fields.optional("to", given.get("to"), NoteRoutes::time);
        fields.check();
        Site site = request.site();
        return Answer.ok(
                new NoteList(notes.list(site.id(), from == null ? EARLIEST : from, to == null ? LATEST : to).stream()
                        .map(note -> NoteAnswer.of(note, site))
                        .toList()));
    }

    private Answer create(ApiRequest<NoteDraft> request) {
        Fields fields = new Fields();
        Instant at = fields.required("at", request.body().at(), NoteRoutes::time);
        String text = fields.required("text", request.body().text(), Fields.text(500));
        fields.check();
        if (at == null || text == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        Site site = request.site();
        if (notes.count(site.id()) >= MOST_NOTES) {
            throw Problem.of(409, "too-many", "Too many", "A site has at most " + MOST_NOTES + " notes.")
                    .asException();
        }
        return Answer.created(NoteAnswer.of(notes.create(site.id(), new Notes.Settings(at, text)), site));
    }

    private Answer change(ApiRequest<NoteDraft> request) {
        Fields fields = new Fields();
        Instant at = fields.optional("at", request.body().at(), NoteRoutes::time);
        String text = fields.optional("text", request.body().text(), Fields.text(500));
        fields.check();
        Site site = request.site();
        String id = request.path("note");
        Note before = notes.find(site.id(), id).orElseThrow(NoteRoutes::none);
        Notes.Settings settings =
                new Notes.Settings(at == null ? before.at() : at, text == null ? before.text() : text);
        return Answer.ok(NoteAnswer.of(notes.update(site.id(), id, settings).orElseThrow(NoteRoutes::none), site));
    }

    private Answer delete(ApiRequest<NoBody> request) {
        if (!notes.delete(request.site().id(), request.path("note"))) {
            throw none();
        }
        return Answer.noContent();
    }

    private static Instant time(String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a time with a zone, such as 2026-10-01T00:00:00Z");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("must be from 1970-01-02 to 2200-01-01");
        }
        return time;
    }

    private static RuntimeException none() {
        return Problem.notFound("There is no such note.").asException();
    }
}
