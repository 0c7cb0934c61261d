package polku.collector.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * User agents by their text. Known ones are answered from memory; a new one is parsed on one thread of its own, because
 * parsing takes a millisecond. Whoever sends ever new ones can fill that thread's short queue but nothing else: what does
 * not fit in is unknown.
 */
public final class UserAgents implements AutoCloseable {
    /** What follows in a longer text is ignored. */
    public static final int MAX_LENGTH = 512;

    private static final Logger log = LoggerFactory.getLogger(UserAgents.class);
    private static final int MAX_WAITING = 256;

    private final UserAgentParser parser = new UserAgentParser();
    private final Cache<String, CompletableFuture<UserAgent>> known =
            Caffeine.newBuilder().maximumSize(20_000).build();
    private final AtomicLong unparsed = new AtomicLong();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread named = new Thread(task, "polku-user-agents");
                named.setDaemon(true);
                return named;
            });

    /** What is known of a text at once, or null. */
    public @Nullable UserAgent known(@Nullable String text) {
        CompletableFuture<UserAgent> cached = known.getIfPresent(key(text));
        return cached == null ? null : cached.getNow(null);
    }

    /** Completes at once for a known text, else on the parsing thread; never fails. */
    public CompletionStage<UserAgent> find(@Nullable String text) {
        String key = key(text);
        CompletableFuture<UserAgent> cached = known.getIfPresent(key);
        return cached != null ? cached : parseLater(key);
    }

    private static String key(@Nullable String text) {
        return text == null ? "" : text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }

    private CompletableFuture<UserAgent> parseLater(String text) {
        CompletableFuture<UserAgent> result = new CompletableFuture<>();
        CompletableFuture<UserAgent> earlier = known.asMap().putIfAbsent(text, result);
        if (earlier != null) {
            return earlier;
        }
        try {
            thread.execute(() -> result.complete(parse(text)));
        } catch (RejectedExecutionException e) {
            unparsed.incrementAndGet();
            known.asMap().remove(text, result);
            result.complete(UserAgent.UNKNOWN);
        }
        return result;
    }

    private UserAgent parse(String text) {
        try {
            return parser.parse(text);
        } catch (RuntimeException | StackOverflowError e) {
            log.warn("a user agent of {} characters could not be parsed", text.length(), e);
            return UserAgent.UNKNOWN;
        }
    }

    /** How many were taken as unknown because too many new ones came at once. */
    public long unparsed() {
        return unparsed.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
