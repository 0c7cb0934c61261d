package polku.query.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.http.Problem;
import polku.query.access.Access;
import polku.query.access.Caller;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;
import polku.query.web.Fields;
import polku.storage.control.ApiKey;
import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.ApiKeys;

/** Keys for programs: {@code /keys}. */
public final class KeyRoutes implements EndpointGroup {
    private final ApiKeys keys;

    public KeyRoutes(ApiKeys keys) {
        this.keys = keys;
    }

    record NewKey(@Nullable String name, @Nullable List<@Nullable String> rights) {}

    /** @param key the key itself, in the answer to its making and never again */
    record KeyAnswer(
            String id,
            String name,
            List<String> rights,
            String createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String key) {}

    record KeyList(List<KeyAnswer> keys) {}

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get(
                        "/keys",
                        Access.OWN,
                        request -> Answer.ok(new KeyList(keys.list().stream()
                                .map(key -> answer(key, null))
                                .toList()))),
                Endpoint.post("/keys", Access.OWN, NewKey.class, this::create),
                Endpoint.delete("/keys/{key}", Access.OWN, this::delete));
    }

    private Answer create(ApiRequest<NewKey> request) {
        Fields fields = new Fields();
        String name = fields.required("name", request.body().name(), Fields.text(100));
        Rights rights = fields.required("rights", request.body().rights(), KeyRoutes::rights);
        fields.check();
        if (name == null || rights == null) {
            throw new IllegalStateException("a checked field is missing");
        }
        if (request.caller() instanceof Caller.Program program && !covers(program.rights(), rights)) {
            throw Problem.forbidden("A key cannot make one with more rights than its own.")
                    .asException();
        }
        ApiKeys.Created created = keys.create(name, rights);
        return Answer.created(answer(created.key(), created.secret()));
    }

    private Answer delete(ApiRequest<?> request) {
        if (!keys.delete(request.path("key"))) {
            throw Problem.notFound("There is no such key.").asException();
        }
        return Answer.noContent();
    }

    private static Rights rights(List<@Nullable String> names) {
        Set<String> known = Set.of("ingest", "read", "manage");
        boolean valid = !names.isEmpty()
                && names.size() <= known.size()
                && names.stream().allMatch(name -> name != null && known.contains(name));
        if (!valid) {
            throw new IllegalArgumentException("must list one or more of ingest, read and manage");
        }
        return new Rights(names.contains("ingest"), names.contains("read"), names.contains("manage"));
    }

    private static boolean covers(Rights own, Rights asked) {
        return (own.ingest() || !asked.ingest()) && (own.read() || !asked.read()) && (own.manage() || !asked.manage());
    }

    private static KeyAnswer answer(ApiKey key, @Nullable String secret) {
        List<String> rights = new ArrayList<>();
        if (key.rights().ingest()) {
            rights.add("ingest");
        }
        if (key.rights().read()) {
            rights.add("read");
        }
        if (key.rights().manage()) {
            rights.add("manage");
        }
        return new KeyAnswer(key.id(), key.name(), rights, key.createdAt().toString(), secret);
    }
}
