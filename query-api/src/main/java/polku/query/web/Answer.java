package polku.query.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers when it succeeds; failures are thrown.
 *
 * @param body a record for JSON, a {@code byte[]} as it is sent, {@link EventStream.Opened} for what goes on, {@link Later} for what is
 *     still being found, or null for none
 * @param headers with {@code Content-Type} where a body is not JSON
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {
    /** Comes when it is found, or fails as an operation does; meanwhile no thread waits for it. */
    record Later(CompletableFuture<Answer> answer) {}

    public static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    public static Answer later(CompletableFuture<Answer> answer) {
        return new Answer(200, new Later(answer), Map.of());
    }

    public static Answer created(Object body) {
        return new Answer(201, body, Map.of());
    }

    /** It will be done, but is not yet. */
    public static Answer accepted(Object body) {
        return new Answer(202, body, Map.of());
    }

    public static Answer noContent() {
        return new Answer(204, null, Map.of());
    }

    /** A body that is not JSON. */
    public static Answer ok(String contentType, byte[] body) {
        return new Answer(200, body, Map.of("Content-Type", contentType));
    }

    /** An answer that goes on. */
    public static Answer stream(EventStream.Opened opened) {
        return new Answer(200, opened, Map.of());
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }
}
