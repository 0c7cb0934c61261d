package polku.query.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Lets questions that are the same share one answer: those asked while it is being found, and those of the second after. Not
 * longer, since a beacon shall be seen within two seconds.
 *
 * @param <K> with an equality that means "the same question of the same site"
 */
public final class SharedAnswers<K, V> {
    private final AsyncCache<K, V> answers = Caffeine.newBuilder()
            .maximumSize(256)
            .expireAfterWrite(Duration.ofSeconds(1))
            .buildAsync();
    private final Function<K, V> source;

    public SharedAnswers(Function<K, V> source) {
        this.source = source;
    }

    /** Blocks; throws what the source throws, and a failure is not kept. */
    public V get(K question) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> first = answers.asMap().putIfAbsent(question, mine);
        if (first != null) {
            return await(first);
        }
        try {
            V answer = source.apply(question);
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static <V> V await(CompletableFuture<V> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
