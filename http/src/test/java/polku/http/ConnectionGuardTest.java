package polku.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionGuardTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() {
        ConnectionGuard guard =
                new ConnectionGuard(vertx, Duration.ofMillis(300), Duration.ofMillis(900), 3, address -> false);
        server = guard.guard(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false)), List.of())
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void headersByteByByte_areCutOffAtTheDeadline() throws Exception {
        try (Socket socket = connect()) {
            long started = System.nanoTime();
            OutputStream out = socket.getOutputStream();
            await().pollInterval(Duration.ofMillis(30))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> {
                        try {
                            out.write('G');
                            return false;
                        } catch (IOException cut) {
                            return true;
                        }
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(290));
        }
    }

    @Test
    void idleConnection_isClosed_usedOneStays() throws Exception {
        try (Socket idle = connect();
                Socket used = connect()) {
            assertThat(request(used)).startsWith("HTTP/1.1 200");
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(request(used)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void connectionsOfOneAddress_beyondTheCap_areClosedAtOnce() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket socket = connect();
            assertThat(request(socket)).startsWith("HTTP/1.1 200");
            sockets.add(socket);
        }
        try (Socket extra = connect()) {
            assertThat(extra.getInputStream().read()).isEqualTo(-1);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> {
            try (Socket again = connect()) {
                return request(again).startsWith("HTTP/1.1 200");
            } catch (IOException refused) {
                return false;
            }
        });
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static String request(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        byte[] answer = new byte[200];
        int length = socket.getInputStream().read(answer);
        return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.US_ASCII);
    }
}
