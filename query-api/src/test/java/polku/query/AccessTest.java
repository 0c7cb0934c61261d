package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.query.access.Access;
import polku.query.web.Endpoint;
import polku.storage.control.ApiKeyVerifier.Rights;
import polku.storage.control.Role;

/** Who may do what: every endpoint is asked by every kind of caller. */
class AccessTest {
    @TempDir
    Path directory;

    @Test
    void everyEndpoint_letsInWhoMayAndNobodyElse() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            server.signIn();
            server.api.accounts().create("editor@example.org", Role.EDITOR, ApiServer.PASSWORD);
            server.api.accounts().create("viewer@example.org", Role.VIEWER, ApiServer.PASSWORD);
            record Who(String name, ApiServer.Request request, List<Access> may) {}
            List<Who> callers = List.of(
                    new Who(
                            "owner",
                            server.with(server.signIn()),
                            List.of(Access.SIGNED_IN, Access.READ, Access.EDIT, Access.OWN)),
                    new Who(
                            "editor",
                            server.with(server.signIn("editor@example.org")),
                            List.of(Access.SIGNED_IN, Access.READ, Access.EDIT)),
                    new Who(
                            "viewer",
                            server.with(server.signIn("viewer@example.org")),
                            List.of(Access.SIGNED_IN, Access.READ)),
                    new Who("ingest key", key(server, new Rights(true, false, false)), List.of()),
                    new Who("read key", key(server, new Rights(false, true, false)), List.of(Access.READ)),
                    new Who(
                            "manage key",
                            key(server, new Rights(false, false, true)),
                            List.of(Access.EDIT, Access.OWN)));
            List<Endpoint<?>> endpoints = server.api.endpoints().stream()
                    .filter(endpoint -> endpoint.access() != Access.ANYONE)
                    // Last, since it ends the session.
                    .sorted((a, b) -> Boolean.compare(endsTheSession(a), endsTheSession(b)))
                    .toList();

            for (Endpoint<?> endpoint : endpoints) {
                for (Who who : callers) {
                    int status = ask(who.request(), endpoint);
                    String what = who.name() + ": " + endpoint.method() + " " + endpoint.path();
                    if (who.may().contains(endpoint.access())) {
                        // Admitted: then it finds no such site or key, or a wrong body, or answers.
                        assertThat(status).as(what).isIn(200, 204, 400, 404);
                    } else {
                        assertThat(status).as(what).isEqualTo(403);
                    }
                }
                for (ApiServer.Request stranger : strangers(server)) {
                    assertThat(ask(stranger, endpoint)).as(endpoint.path()).isEqualTo(401);
                }
            }
        }
    }

    @Test
    void key_thatWasRevoked_isRefusedAtOnce() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            var created = server.store.apiKeys().create("key", new Rights(false, true, false));
            var request = server.request().header("Authorization", "bearer " + created.secret());
            assertThat(request.get("/api/v1/sites").statusCode()).isEqualTo(200);

            server.store.apiKeys().delete(created.key().id());

            assertThat(request.get("/api/v1/sites").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void wrongKey_besideAValidCookie_isRefusedNotPassedOver() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            var request = server.with(server.signIn()).header("Authorization", "Bearer polku_wrong");
            assertThat(request.get("/api/v1/sites").statusCode()).isEqualTo(401);
        }
    }

    private static List<ApiServer.Request> strangers(ApiServer server) {
        List<ApiServer.Request> strangers = new ArrayList<>();
        strangers.add(server.request());
        for (String header : new String[] {"Bearer polku_wrong", "Bearer", "Bearer ", "Basic dTpw", ""}) {
            strangers.add(server.request().header("Authorization", header));
        }
        return strangers;
    }

    private static boolean endsTheSession(Endpoint<?> endpoint) {
        return endpoint.path().equals("/session") && endpoint.method().name().equals("DELETE");
    }

    private static int ask(ApiServer.Request request, Endpoint<?> endpoint) throws Exception {
        String path = "/api/v1" + endpoint.path().replaceAll("\\{[a-z]+}", "nosuchthing1");
        boolean body = endpoint.body() != Endpoint.NoBody.class;
        return request.header("Content-Type", "application/json")
                .send(endpoint.method().name(), path, body ? "{\"unknown\":1}" : null)
                .statusCode();
    }

    private static ApiServer.Request key(ApiServer server, Rights rights) {
        return server.request()
                .header(
                        "Authorization",
                        "Bearer " + server.store.apiKeys().create("key", rights).secret());
    }
}
