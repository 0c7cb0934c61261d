package polku.query.replay;

import java.util.Optional;
import polku.http.Problem;
import polku.query.web.ApiRequest;

/** The 64 bits of sessions, visitors and documents as texts. */
final class SessionIds {
    private SessionIds() {}

    static String text(long id) {
        return Long.toUnsignedString(id);
    }

    static Optional<Long> read(String given) {
        if (!given.matches("[0-9]{1,20}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseUnsignedLong(given));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Of a field. */
    static long of(String given) {
        return read(given).orElseThrow(() -> new IllegalArgumentException("must be the id of a session or visitor"));
    }

    /** The session in the path. */
    static long of(ApiRequest<?> request) {
        return read(request.path("session")).orElseThrow(SessionIds::none);
    }

    /** Of a document; 16 hexadecimal digits, as its browser told it. */
    static String document(long id) {
        return String.format("%016x", id);
    }

    static RuntimeException none() {
        return Problem.notFound("There is no such replay.").asException();
    }
}
