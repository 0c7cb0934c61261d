package polku.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.query.ApiServer.Session;
import polku.storage.control.Sites;

class RealtimeStreamTest {
    @TempDir
    Path directory;

    private final AtomicInteger looks = new AtomicInteger();
    private ApiServer server;
    private String site;
    private String stream;

    @BeforeEach
    void start() {
        server = new ApiServer(directory);
        site = server.store
                .sites()
                .create(new Sites.Settings("example.org", List.of(), ZoneId.of("UTC"), "EUR"))
                .id();
        stream = "/api/v1/sites/" + site + "/realtime/stream";
        visitors(1);
        server.clickHouse.before = looks::incrementAndGet;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void stream_tellsAtOnce_andThenWhatChanged() throws Exception {
        Viewer viewer = new Viewer(server.withKey());

        assertThat(viewer.answer.statusCode()).isEqualTo(200);
        assertThat(viewer.answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        await().until(() -> viewer.events().size() == 1);
        assertThat(viewer.events().get(0)).startsWith("event: realtime\ndata: {\"visitors5\":1,");

        visitors(5);

        await().until(() -> viewer.last().contains("\"visitors5\":5,"));
        assertThat(viewer.isOpen()).isTrue();
    }

    @Test
    void viewers_shareOneLook() throws Exception {
        List<Viewer> viewers = new ArrayList<>();
        ApiServer.Request request = server.withKey();
        for (int i = 0; i < 20; i++) {
            viewers.add(new Viewer(request));
        }
        await().until(() -> viewers.stream().allMatch(viewer -> !viewer.events().isEmpty()));
        int before = looks.get();

        visitors(7);
        await().until(() -> viewers.stream().allMatch(viewer -> viewer.last().contains("\"visitors5\":7,")));

        // A look is seven questions; a second one may have begun.
        assertThat(looks.get() - before).isBetween(6, 18);
    }

    @Test
    void stream_endsWithTheSession() throws Exception {
        Session session = server.signIn();
        Viewer viewer = new Viewer(server.with(session));
        await().until(() -> viewer.events().size() == 1);

        server.with(session).delete("/api/v1/session");

        await().until(() -> !viewer.isOpen());
        assertThat(viewer.failed).isFalse();
    }

    @Test
    void stream_endsWithTheSite() throws Exception {
        Viewer viewer = new Viewer(server.withKey());
        await().until(() -> viewer.events().size() == 1);

        server.store.sites().delete(site);

        await().until(() -> !viewer.isOpen());
    }

    @Test
    void stream_endsCleanlyWhenTheServerStops() throws Exception {
        Viewer viewer = new Viewer(server.withKey());
        await().until(() -> viewer.events().size() == 1);

        server.shutdown();

        await().until(() -> !viewer.isOpen());
        assertThat(viewer.failed).isFalse();
    }

    @Test
    void viewers_whoLeave_areForgotten() throws Exception {
        Viewer viewer = new Viewer(server.withKey());
        await().until(() -> viewers() == 1);
        viewer.body.close();
        visitors(3);
        await().until(() -> viewers() == 0);
    }

    @Test
    void viewers_tooMany_areTurnedAway() throws Exception {
        ApiServer.Request request = server.withKey();
        for (int i = 0; i < 200; i++) {
            new Viewer(request);
        }
        await().until(() -> viewers() == 200);

        HttpResponse<String> answer = request.get(stream);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
    }

    @Test
    void stream_isForReadersOnly() throws Exception {
        assertThat(server.request().get(stream).statusCode()).isEqualTo(401);
        assertThat(server.withKey().get(stream.replace(site, "nosuchsite12")).statusCode())
                .isEqualTo(404);
    }

    private double viewers() {
        return server.metrics.get("polku.query.realtime.viewers").gauge().value();
    }

    /** The fake answers every question with these columns. */
    private void visitors(long number) {
        List<Object> columns = new ArrayList<>(Collections.nCopies(7, ""));
        columns.set(0, number);
        columns.set(1, number);
        columns.set(2, number);
        server.clickHouse.row = columns;
    }

    /** Reads a stream until it ends. */
    private final class Viewer {
        final HttpResponse<InputStream> answer;
        final InputStream body;
        volatile boolean failed;
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final Thread reader;

        Viewer(ApiServer.Request request) throws Exception {
            answer = request.exchange("GET", stream, null, BodyHandlers.ofInputStream());
            body = answer.body();
            reader = new Thread(this::read, "viewer");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                StringBuilder event = new StringBuilder();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isEmpty()) {
                        event.append(line).append('\n');
                    } else {
                        if (event.indexOf("event:") == 0) {
                            events.add(event.toString());
                        }
                        event.setLength(0);
                    }
                }
            } catch (IOException e) {
                failed = true;
            }
        }

        List<String> events() {
            return events;
        }

        String last() {
            return events.isEmpty() ? "" : events.get(events.size() - 1);
        }

        boolean isOpen() {
            return reader.isAlive();
        }
    }
}
