package polku.load.queries;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import polku.load.Http;
import polku.load.ServerProcess;

/** Asks a server's query API as a program with a key does. For any number of threads. */
final class QueryDoor {
    /** Longer than the server lets equal questions share an answer. */
    private static final long NOT_SHARED_MILLIS = 1300;

    private final URI address;
    private final String key;
    private final Map<Question, Long> lastAnswered = new ConcurrentHashMap<>();

    QueryDoor(int port, String site, String key) {
        this.address = URI.create("http://127.0.0.1:" + port + "/api/v1/sites/" + site + "/query");
        this.key = key;
    }

    /** Returns when no answer of before can be shared with who asks this. */
    void awaitUnshared(Question question) {
        long now = System.currentTimeMillis();
        long last = lastAnswered.getOrDefault(question, 0L);
        if (last + NOT_SHARED_MILLIS > now) {
            ServerProcess.pause(last + NOT_SHARED_MILLIS - now);
        }
    }

    /** Returns the nanoseconds to the whole answer; another status than 200 is an exception. */
    long ask(Question question) {
        String body = question.json();
        long begun = System.nanoTime();
        HttpResponse<String> response = send(body);
        long nanos = System.nanoTime() - begun;
        if (response.statusCode() != 200) {
            throw new IllegalStateException(body + " answered " + response.statusCode() + ": " + response.body());
        }
        note(question);
        return nanos;
    }

    private void note(Question question) {
        long now = System.currentTimeMillis();
        lastAnswered.put(question, now);
        lastAnswered.put(question.ofTotals(), now);
    }

    /** The status that it is answered with. */
    int status(Question question) {
        int status = send(question.json()).statusCode();
        note(question);
        return status;
    }

    private HttpResponse<String> send(String body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Http.send(request);
    }
}
