package polku.storage.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse's HTTP protocol over the engine: what {@code curl}, clickhouse-jdbc and Polku's own writer use of it.
 * Left out: sessions, ClickHouse's LZ4 frames (gzip works), external tables, roles.
 */
final class Endpoint implements HttpHandler {
    /** ClickHouse's {@code max_query_size}: the statement of an INSERT ends within. */
    private static final int STATEMENT_BYTES = 1 << 18;
    /** A statement without data behind it. */
    private static final int WHOLE_BYTES = 1 << 24;

    private final Engine engine;
    private final Slots slots;
    private final String user;
    private final String password;

    Endpoint(Engine engine, Slots slots, String user, String password) {
        this.engine = engine;
        this.slots = slots;
        this.user = user;
        this.password = password;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        EndpointResponse response = new EndpointResponse(exchange, false);
        if (path.equals("/ping")) {
            ok(exchange);
        } else if (!path.equals("/") && !path.isEmpty()) {
            response.fail(404, "There is no handle " + path);
        } else if (exchange.getRequestURI().getRawQuery() == null
                && !exchange.getRequestMethod().equals("POST")) {
            ok(exchange);
        } else {
            statement(exchange);
        }
    }

    private static void ok(HttpExchange exchange) throws IOException {
        byte[] body = "Ok.\n".getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void statement(HttpExchange exchange) throws IOException {
        EndpointResponse response = new EndpointResponse(exchange, false);
        try {
            EndpointRequest request = new EndpointRequest(exchange);
            response = new EndpointResponse(exchange, request.acceptsGzip());
            if (!request.isAuthorized(user, password)) {
                throw EngineException.of(
                        EngineException.AUTHENTICATION_FAILED,
                        "AUTHENTICATION_FAILED",
                        "Authentication failed: password is incorrect, or there is no user with such name.");
            }
            slots.take();
            try {
                run(request, response);
            } finally {
                slots.giveBack();
            }
            response.finish();
        } catch (EngineException e) {
            fail(exchange, response, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        } catch (RuntimeException e) {
            e.printStackTrace(); // stderr is this process's log
            fail(
                    exchange,
                    response,
                    EngineException.of(
                            EngineException.UNKNOWN_EXCEPTION, "LOGICAL_ERROR", String.valueOf(e.getMessage())));
        }
    }

    private static void fail(HttpExchange exchange, EndpointResponse response, EngineException e) throws IOException {
        if (response.isSent()) {
            throw new IOException(e.getMessage(), e); // cuts the connection
        }
        // A client that is still sending would see a reset instead of the reason.
        InputStream body = exchange.getRequestBody();
        body.transferTo(OutputStream.nullOutputStream());
        response.headers().set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
        if (e.status() == 401) {
            response.headers().set("WWW-Authenticate", "Basic realm=\"ClickHouse server HTTP API\"");
        }
        response.fail(e.status(), String.valueOf(e.getMessage()));
    }

    private void run(EndpointRequest request, EndpointResponse response) throws EngineException, IOException {
        InputStream body = request.body();
        byte[] first = beginning(request.query(), body);
        StatementText text = StatementText.of(new String(first, StandardCharsets.ISO_8859_1));
        response.describe(request.defaultFormat(), request.queryId());
        try (EngineSession session = engine.session()) {
            Optional<String> database = request.database().filter(name -> !name.equals("default"));
            if (database.isPresent()) {
                session.use(database.get());
            }
            session.set(request.settings());
            switch (text.kind()) {
                case INSERT -> insert(request, response, session, text, first, body);
                case SELECT -> select(request, response, session, text, rest(first, body));
                case WHOLE -> whole(request, response, session, text.format(), rest(first, body));
            }
        }
    }

    private static void insert(
            EndpointRequest request,
            EndpointResponse response,
            EngineSession session,
            StatementText text,
            byte[] first,
            InputStream body)
            throws EngineException, IOException {
        String format = Objects.requireNonNullElse(text.format(), "Values");
        if (format.equals("Values") && first.length < STATEMENT_BYTES) {
            // Only here may the data hold expressions with parameters.
            whole(request, response, session, null, first);
            return;
        }
        long start = System.nanoTime();
        InputStream data = new SequenceInputStream(
                new ByteArrayInputStream(first, text.dataStart(), first.length - text.dataStart()), body);
        EngineSession.Summary summary = session.insert(
                Arrays.copyOf(first, text.end()), format.getBytes(StandardCharsets.UTF_8), request.parameters(), data);
        response.summarize(summary, System.nanoTime() - start);
    }

    private static void select(
            EndpointRequest request, EndpointResponse response, EngineSession session, StatementText text, byte[] sql)
            throws EngineException, IOException {
        OutputFormat format = format(request, text.format());
        if (!format.isStreamable() || request.settings().containsKey("extremes")) {
            whole(request, response, session, text.format(), sql);
            return;
        }
        response.describe(format, request.queryId());
        boolean[] first = {true};
        session.stream(sql, format.bytes(), request.parameters(), (chunk, length) -> {
            response.write(chunk, first[0] ? 0 : format.headerLength(chunk, length), length);
            first[0] = false;
        });
    }

    private static void whole(
            EndpointRequest request,
            EndpointResponse response,
            EngineSession session,
            @Nullable String formatClause,
            byte[] sql)
            throws EngineException, IOException {
        long start = System.nanoTime();
        OutputFormat format = format(request, formatClause);
        response.describe(format, request.queryId());
        EngineSession.Summary summary = session.query(
                sql, format.bytes(), request.parameters(), (chunk, length) -> response.write(chunk, 0, length));
        response.summarize(summary, System.nanoTime() - start);
    }

    private static OutputFormat format(EndpointRequest request, @Nullable String formatClause) {
        return formatClause == null ? request.defaultFormat() : new OutputFormat(formatClause);
    }

    /** The URL's query and the body are one text; what an INSERT needs of it is in the beginning. */
    private static byte[] beginning(String query, InputStream body) throws EngineException, IOException {
        byte[] fromUrl =
                query.isBlank() ? new byte[0] : (query.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        beginning.write(fromUrl);
        beginning.write(body.readNBytes(Math.max(0, STATEMENT_BYTES - fromUrl.length)));
        return beginning.toByteArray();
    }

    private static byte[] rest(byte[] first, InputStream body) throws EngineException, IOException {
        byte[] rest = body.readNBytes(WHOLE_BYTES);
        if (rest.length == WHOLE_BYTES) {
            throw EngineException.of(
                    EngineException.QUERY_IS_TOO_LARGE, "QUERY_IS_TOO_LARGE", "The query is longer than 16 MiB");
        }
        if (rest.length == 0) {
            return first;
        }
        byte[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }
}
