package polku.storage.clickhouse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import polku.storage.clickhouse.ClickHouseException.Outcome;

/**
 * ClickHouse over HTTP, the embedded one or the owner's own: reads through clickhouse-jdbc ({@link JdbcReads}), inserts
 * and statements as plain requests, which are several times faster and keep a batch's bytes as they are.
 */
public final class HttpClickHouse implements ClickHouse {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration INSERT = Duration.ofSeconds(60);
    private static final Duration STATEMENT = Duration.ofMinutes(10);
    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]*");

    private enum Work {
        READ,
        STATEMENT,
        INSERT
    }

    private final ClickHouseConfig config;
    private final HttpClient http;
    private final JdbcReads reads;

    public HttpClickHouse(ClickHouseConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        this.reads = new JdbcReads(config);
    }

    @Override
    public boolean isUp() {
        HttpRequest ping = HttpRequest.newBuilder(config.url().resolve("/ping"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public <T> List<T> query(String sql, Map<String, ?> parameters, QueryLimit limit, RowMapper<T> mapper) {
        return reads.query(sql, texts(parameters), limit, mapper);
    }

    @Override
    public List<byte[]> rows(List<Select> selects, QueryLimit limit, long mostBytes) {
        return reads.inTurn(limit, () -> {
            List<CompletableFuture<HttpResponse<byte[]>>> sent = selects.stream()
                    .map(select -> send(select, limit, mostBytes))
                    .toList();
            try {
                List<byte[]> answers = new ArrayList<>();
                for (CompletableFuture<HttpResponse<byte[]>> answer : sent) {
                    answers.add(answerOf(answer, Work.READ));
                }
                return answers;
            } finally {
                sent.forEach(answer -> answer.cancel(true));
            }
        });
    }

    private CompletableFuture<HttpResponse<byte[]>> send(Select select, QueryLimit limit, long mostBytes) {
        Map<String, String> url = new LinkedHashMap<>();
        url.put("default_format", "RowBinary");
        url.putAll(JdbcReads.limits(limit));
        url.put("max_result_bytes", Long.toString(mostBytes));
        url.put("result_overflow_mode", "throw");
        texts(select.parameters()).forEach((name, text) -> url.put("param_" + name, text));
        Duration timeout = limit.time().plusMillis(JdbcReads.SOCKET_GRACE_MILLIS);
        return send(url, HttpRequest.BodyPublishers.ofString(select.sql()), timeout);
    }

    @Override
    public void insert(String table, byte[] rows, int offset, int length, String token) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("not a table: " + table);
        }
        Map<String, String> url = new LinkedHashMap<>();
        url.put("query", "INSERT INTO " + table + " FORMAT RowBinary");
        url.put("async_insert", "0");
        url.put("insert_deduplicate", "1");
        url.put("insert_deduplication_token", token);
        url.put("deduplicate_blocks_in_dependent_materialized_views", "1");
        answerOf(send(url, new ArrayBody(rows, offset, length), INSERT), Work.INSERT);
    }

    @Override
    public void execute(String sql, Map<String, ?> parameters) {
        Map<String, String> url = new LinkedHashMap<>();
        texts(parameters).forEach((name, text) -> url.put("param_" + name, text));
        answerOf(send(url, HttpRequest.BodyPublishers.ofString(sql), STATEMENT), Work.STATEMENT);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            Map<String, String> url, HttpRequest.BodyPublisher body, Duration timeout) {
        url.put("database", config.database());
        url.put("wait_end_of_query", "1"); // the status then tells the end, not the beginning
        HttpRequest request = HttpRequest.newBuilder(uri(url))
                .header("X-ClickHouse-User", config.user())
                .header("X-ClickHouse-Key", config.password())
                .timeout(timeout)
                .POST(body)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private byte[] answerOf(CompletableFuture<HttpResponse<byte[]>> sent, Work work) {
        HttpResponse<byte[]> response;
        try {
            response = sent.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                throw new ClickHouseException(
                        0, Outcome.UNAVAILABLE, "ClickHouse does not answer at " + config.url(), cause);
            }
            throw new ClickHouseException(
                    0,
                    work != Work.READ ? Outcome.UNKNOWN : Outcome.UNAVAILABLE,
                    "the answer of ClickHouse is missing: " + cause,
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClickHouseException(
                    0,
                    work != Work.READ ? Outcome.UNKNOWN : Outcome.UNAVAILABLE,
                    "interrupted while ClickHouse worked",
                    e);
        }
        check(response, work == Work.INSERT);
        return response.body();
    }

    private static void check(HttpResponse<byte[]> response, boolean insert) {
        int code = response.headers()
                .firstValue("X-ClickHouse-Exception-Code")
                .map(Integer::parseInt)
                .orElse(0);
        if (response.statusCode() == 200 && code == 0) {
            return;
        }
        String message = new String(response.body(), StandardCharsets.UTF_8).strip();
        Outcome outcome;
        if (code == 0) { // not ClickHouse but something in between
            outcome = Outcome.UNAVAILABLE;
            message = "HTTP status " + response.statusCode() + ": " + message;
        } else {
            outcome = insert ? Outcomes.ofInsert(code, message) : Outcomes.ofStatement(code);
        }
        throw new ClickHouseException(code, outcome, message, null);
    }

    private URI uri(Map<String, String> parameters) {
        return config.url()
                .resolve(parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "/?", "")));
    }

    private static Map<String, String> texts(Map<String, ?> parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.forEach((name, value) -> texts.put(name, ParameterText.of(value)));
        return texts;
    }

    @Override
    public void close() {
        reads.close();
    }
}
