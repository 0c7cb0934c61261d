package polku.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.query.ApiServer.Session;
import polku.storage.control.SignIns;

class SignInTest {
    private static final String SESSION = "/api/v1/session";

    @TempDir
    Path directory;

    @Test
    void signIn_overHttp_setsACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            server.signIn();
            HttpResponse<String> answer = signIn(server, ApiServer.OWNER.toUpperCase(java.util.Locale.ROOT), true);

            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .matches("polku_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void signIn_overHttps_setsASecureHostCookie() throws Exception {
        String secure = "__Host-polku_session=[A-Za-z0-9_-]{43}; .*HttpOnly; SameSite=Lax; Secure";
        try (ApiServer server = new ApiServer(directory, "POLKU_PUBLIC_URL", "https://stats.example.org")) {
            Session session = server.signIn();
            assertThat(session.cookie()).startsWith("__Host-polku_session=");
            assertThat(server.with(session).get(SESSION).statusCode()).isEqualTo(200);
            // A cookie without the prefix may have been planted.
            String planted = session.cookie().replace("__Host-", "");
            assertThat(server.request().header("Cookie", planted).get(SESSION).statusCode())
                    .isEqualTo(401);
        }
        try (ApiServer server = new ApiServer(directory, "POLKU_TRUSTED_PROXIES", "127.0.0.1")) {
            HttpResponse<String> answer = server.request()
                    .header("X-Forwarded-Proto", "https")
                    .post(SESSION, credentials(ApiServer.OWNER, true));
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).matches(secure);
        }
        try (ApiServer server = new ApiServer(directory)) {
            HttpResponse<String> answer = server.request()
                    .header("X-Forwarded-Proto", "https")
                    .post(SESSION, credentials(ApiServer.OWNER, true));
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("Secure");
        }
    }

    @Test
    void signIn_withAWrongPasswordOrAccount_saysTheSame() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            server.signIn();
            HttpResponse<String> password = signIn(server, ApiServer.OWNER, false);
            HttpResponse<String> account = signIn(server, "nobody@example.org", false);

            assertThat(password.statusCode()).isEqualTo(401);
            assertThat(account.statusCode()).isEqualTo(401);
            assertThat(ApiServer.json(password).path("detail"))
                    .isEqualTo(ApiServer.json(account).path("detail"));
            assertThat(password.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void signIn_withAnEarlierSession_endsThatOne() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            Session first = server.signIn();
            HttpResponse<String> answer = server.with(first).post(SESSION, credentials(ApiServer.OWNER, true));

            assertThat(ApiServer.cookie(answer)).isNotEqualTo(first.cookie());
            assertThat(server.with(first).get(SESSION).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void session_isTheSameAfterARestartUntilItIsTooOld() throws Exception {
        SettableClock clock = new SettableClock();
        Session session;
        try (ApiServer server = new ApiServer(directory, clock)) {
            session = server.signIn();
        }
        try (ApiServer server = new ApiServer(directory, clock)) {
            HttpResponse<String> answer = server.with(session).get(SESSION);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(ApiServer.json(answer).path("csrfToken").asText()).isEqualTo(session.csrf());

            clock.advance(SignIns.LIFETIME);
            assertThat(server.with(session).get(SESSION).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void session_withAForgedCookieOrNone_isRefused() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            Session session = server.signIn();
            String forged = session.cookie().substring(0, session.cookie().length() - 3) + "AAA";

            for (String cookie : new String[] {forged, "polku_session=", "polku_session=x", "other=1"}) {
                HttpResponse<String> answer =
                        server.request().header("Cookie", cookie).get(SESSION);
                assertThat(answer.statusCode()).as(cookie).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            }
        }
    }

    @Test
    void write_withTheCookieButWithoutTheCsrfToken_changesNothing() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            Session session = server.signIn();
            var request = server.with(session).without("X-Polku-Csrf");

            for (var attempt : new ApiServer.Request[] {request, request.header("X-Polku-Csrf", "guess")}) {
                HttpResponse<String> answer = attempt.post("/api/v1/sites", "{'domain':'example.org'}");
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(ApiServer.json(answer).path("type").asText()).isEqualTo("urn:polku:problem:csrf");
                assertThat(attempt.delete(SESSION).statusCode()).isEqualTo(403);
            }
            assertThat(server.store.sites().list()).isEmpty();
            assertThat(request.get(SESSION).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void signOut_endsTheSessionAndRemovesTheCookie() throws Exception {
        try (ApiServer server = new ApiServer(directory)) {
            Session session = server.signIn();
            HttpResponse<String> answer = server.with(session).delete(SESSION);

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("polku_session=; Path=/; Max-Age=0;");
            assertThat(server.with(session).get(SESSION).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void signIn_afterFiveWrongPasswords_mustWaitFromThatAddress() throws Exception {
        try (ApiServer server = new ApiServer(directory, "POLKU_TRUSTED_PROXIES", "127.0.0.1")) {
            server.signIn();
            var attacker = server.request().header("X-Forwarded-For", "203.0.113.7");
            for (int i = 0; i < 5; i++) {
                assertThat(attacker.post(SESSION, credentials(ApiServer.OWNER, false))
                                .statusCode())
                        .isEqualTo(401);
            }

            HttpResponse<String> throttled = attacker.post(SESSION, credentials(ApiServer.OWNER, true));
            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.headers().firstValue("Retry-After")).hasValue("15");

            // Nobody else is kept out, and the address may try another account.
            assertThat(signIn(server, ApiServer.OWNER, true).statusCode()).isEqualTo(200);
            assertThat(attacker.post(SESSION, credentials("other@example.org", false))
                            .statusCode())
                    .isEqualTo(401);

            server.clock.advance(Duration.ofSeconds(15));
            assertThat(attacker.post(SESSION, credentials(ApiServer.OWNER, false))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(attacker.post(SESSION, credentials(ApiServer.OWNER, true))
                            .headers()
                            .firstValue("Retry-After"))
                    .hasValue("30");
            server.clock.advance(Duration.ofSeconds(30));
            assertThat(attacker.post(SESSION, credentials(ApiServer.OWNER, true))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> signIn(ApiServer server, String email, boolean right) throws Exception {
        return server.request().post(SESSION, credentials(email, right));
    }

    private static String credentials(String email, boolean right) {
        return "{'email':'" + email + "','password':'" + (right ? ApiServer.PASSWORD : "wrong password") + "'}";
    }
}
