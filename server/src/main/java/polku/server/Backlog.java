package polku.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a server is behind with what it has accepted, by its own account of all rows, which stands among its metrics.
 * Blocking.
 */
final class Backlog {
    private static final Pattern ROWS =
            Pattern.compile("^polku_ledger_rows\\{.*state=\"(\\w+)\".*\\} (\\S+)$", Pattern.MULTILINE);
    private static final String PENDING = "spooled";
    private static final Set<String> SETTLED = Set.of("stored", "dead_lettered", "resent", "lost");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest metrics;
    private final long goal;

    /**
     * Of what has been accepted until now.
     *
     * @param management the address of the management port
     */
    Backlog(URI management) {
        this.metrics = HttpRequest.newBuilder(management.resolve("/metrics")).build();
        Map<String, Long> account = account();
        this.goal = settled(account) + account.getOrDefault(PENDING, 0L);
    }

    /** Rows still to be stored; 0 when all that was accepted at the beginning is. */
    long rows() {
        return Math.max(0, goal - settled(account()));
    }

    private static long settled(Map<String, Long> account) {
        return account.entrySet().stream()
                .filter(entry -> SETTLED.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private Map<String, Long> account() {
        try {
            Matcher found = ROWS.matcher(
                    client.send(metrics, HttpResponse.BodyHandlers.ofString()).body());
            Map<String, Long> account = new HashMap<>();
            while (found.find()) {
                account.put(found.group(1), (long) Double.parseDouble(found.group(2)));
            }
            return account;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for metrics", e);
        }
    }
}
