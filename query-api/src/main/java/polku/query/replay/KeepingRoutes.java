package polku.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.query.web.Json;
import polku.storage.control.ControlStore;
import polku.storage.control.ReplayNotes;
import polku.storage.control.ReplayNotes.ReplayNote;
import polku.storage.control.ReplayPins;
import polku.storage.control.ReplaySearches;
import polku.storage.control.ReplayShares;
import polku.storage.control.Site;

/** What a team keeps of recorded sessions: pins, notes, what was watched, saved searches and links. */
public final class KeepingRoutes implements EndpointGroup {
    private static final String SESSION = "/sites/{site}/replays/{session}";
    private static final String SEARCHES = "/sites/{site}/replays/searches";
    private static final int MOST_NOTES = 500;
    private static final int MOST_SEARCHES = 200;
    private static final int LONGEST_NOTE = 1000;
    private static final int LONGEST_QUERY = 32_768;
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final ReplayPins pins;
    private final ReplayNotes notes;
    private final ReplaySearches searches;
    private final ReplayShares shares;
    private final Optional<URI> address;

    /** @param address of this server, where it is known */
    public KeepingRoutes(ControlStore control, Optional<URI> address) {
        pins = control.replayPins();
        notes = control.replayNotes();
        searches = control.replaySearches();
        shares = control.replayShares();
        this.address = address;
    }

    /** A new note, or a change of one; a change keeps what is left out or null. */
    record NoteDraft(@Nullable String at, @Nullable String text) {}

    record SearchDraft(@Nullable String name, @Nullable JsonNode query) {}

    record SearchAnswer(String id, String name, JsonNode query) {
        static SearchAnswer of(ReplaySearches.Search search) {
            return new SearchAnswer(search.id(), search.name(), Json.tree(search.query()));
        }
    }

    record SearchList(List<SearchAnswer> searches) {}

    /** @param url where the address of the server is not known, from its root on */
    record ShareAnswer(String url, String expiresAt) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get(
                        SEARCHES,
                        Access.READ,
                        request -> Answer.ok(
                                new SearchList(searches.list(request.site().id()).stream()
                                        .map(SearchAnswer::of)
                                        .toList()))),
                Endpoint.post(SEARCHES, Access.EDIT, SearchDraft.class, this::save),
                Endpoint.delete(SEARCHES + "/{search}", Access.EDIT, this::removeSearch),
                Endpoint.put(SESSION + "/pin", Access.EDIT, this::pin),
                Endpoint.delete(SESSION + "/pin", Access.EDIT, request -> {
                    pins.unpin(request.site().id(), SessionIds.of(request));
                    return Answer.noContent();
                }),
                // whoever may watch has watched
                Endpoint.put(SESSION + "/watched", Access.READ, request -> {
                    pins.watch(request.site().id(), SessionIds.of(request));
                    return Answer.noContent();
                }),
                Endpoint.post(SESSION + "/notes", Access.EDIT, NoteDraft.class, this::write),
                Endpoint.patch(SESSION + "/notes/{note}", Access.EDIT, NoteDraft.class, this::rewrite),
                Endpoint.delete(SESSION + "/notes/{note}", Access.EDIT, this::removeNote),
                Endpoint.post(SESSION + "/shares", Access.EDIT, this::share));
    }

    private Answer save(ApiRequest<SearchDraft> request) {
        Fields fields = new Fields();
        String name = fields.required("name", request.body().name(), Fields.text(100));
        String query = fields.required("query", request.body().query(), KeepingRoutes::query);
        fields.check();
        if (name == null || query == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        String site = request.site().id();
        if (searches.count(site) >= MOST_SEARCHES) {
            throw tooMany("A site has at most " + MOST_SEARCHES + " searches.");
        }
        return Answer.created(SearchAnswer.of(searches.create(site, name, query)));
    }

    private static String query(JsonNode given) {
        String text = given.toString();
        if (!given.isObject() || text.length() > LONGEST_QUERY) {
            throw new IllegalArgumentException("must be an object of at most " + LONGEST_QUERY + " characters");
        }
        return text;
    }

    private Answer removeSearch(ApiRequest<NoBody> request) {
        if (!searches.delete(request.site().id(), request.path("search"))) {
            throw Problem.notFound("There is no such search.").asException();
        }
        return Answer.noContent();
    }

    private Answer pin(ApiRequest<NoBody> request) {
        if (!pins.pin(request.site().id(), SessionIds.of(request))) {
            throw tooMany("A site has at most " + ReplayPins.MOST + " pinned replays.");
        }
        return Answer.noContent();
    }

    private Answer write(ApiRequest<NoteDraft> request) {
        long session = SessionIds.of(request);
        Fields fields = new Fields();
        Instant at = fields.required("at", request.body().at(), KeepingRoutes::time);
        String text = fields.required("text", request.body().text(), Fields.text(LONGEST_NOTE));
        fields.check();
        if (at == null || text == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        Site site = request.site();
        if (notes.count(site.id(), session) >= MOST_NOTES) {
            throw tooMany("A replay has at most " + MOST_NOTES + " notes.");
        }
        return Answer.created(ReplayAnswers.NoteAnswer.of(notes.create(site.id(), session, at, text), site.timezone()));
    }

    private Answer rewrite(ApiRequest<NoteDraft> request) {
        long session = SessionIds.of(request);
        Fields fields = new Fields();
        Instant at = fields.optional("at", request.body().at(), KeepingRoutes::time);
        String text = fields.optional("text", request.body().text(), Fields.text(LONGEST_NOTE));
        fields.check();
        Site site = request.site();
        ReplayNote before = notes.find(site.id(), session, request.path("note")).orElseThrow(KeepingRoutes::noNote);
        ReplayNote note = new ReplayNote(
                before.id(), session, at == null ? before.at() : at, text == null ? before.text() : text);
        if (!notes.update(site.id(), note)) {
            throw noNote();
        }
        return Answer.ok(ReplayAnswers.NoteAnswer.of(note, site.timezone()));
    }

    private Answer removeNote(ApiRequest<NoBody> request) {
        if (!notes.delete(request.site().id(), SessionIds.of(request), request.path("note"))) {
            throw noNote();
        }
        return Answer.noContent();
    }

    private Answer share(ApiRequest<NoBody> request) {
        long session = SessionIds.of(request);
        ReplayShares.Created created = shares.create(request.site().id(), session);
        String path = "/shared/replays/" + SessionIds.text(session) + "#token=" + created.token();
        return Answer.created(new ShareAnswer(
                address.map(url -> url.resolve(path).toString()).orElse(path),
                ReplayAnswers.time(created.expiresAt(), request.site().timezone())));
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

    private static RuntimeException tooMany(String detail) {
        return Problem.of(409, "too-many", "Too many", detail).asException();
    }

    private static RuntimeException noNote() {
        return Problem.notFound("There is no such note.").asException();
    }
}
