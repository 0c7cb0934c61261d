package polku.query.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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
        answer(question, mine);
        return await(mine);
    }

    /**
     * Does not block: found by the executor, where nobody asks the same already.
     *
     * @return fails with what the source throws, or the executor when it takes no more; a failure is not kept
     */
    public CompletableFuture<V> ask(K question, Executor executor) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> first = answers.asMap().putIfAbsent(question, mine);
        if (first != null) {
            return first;
        }
        try {
            executor.execute(() -> answer(question, mine));
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void answer(K question, CompletableFuture<V> mine) {
        try {
            mine.complete(source.apply(question));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
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
