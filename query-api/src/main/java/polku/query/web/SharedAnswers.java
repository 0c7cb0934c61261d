package polku.query.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Lets questions that are the same share one answer: those asked while it is being found, and those that arrived within the second
 * after. Not later, since a beacon shall be seen within two seconds. What counts is when a question arrived, not when its turn comes:
 * on a busy machine those who asked together still get one answer. A failure is shared only while it is under way.
 *
 * @param <K> with an equality that means "the same question of the same site"
 */
public final class SharedAnswers<K, V> {
    private static final long SHARED_NANOS = Duration.ofSeconds(1).toNanos();

    /** Finds what nobody has found lately. Blocks. */
    public interface Source<K, V> {
        /** @param arrived of the one who asked first; for other shared answers that this one is made of */
        V find(K question, long arrived);
    }

    private static final int USUALLY_KEPT = 256;

    private final Cache<K, Finding<V>> findings;
    private final Source<K, V> source;
    private final LongSupplier nanos;

    public SharedAnswers(Source<K, V> source) {
        this(source, USUALLY_KEPT, System::nanoTime);
    }

    /** @param most of large answers, so many are kept */
    public SharedAnswers(Source<K, V> source, int most) {
        this(source, most, System::nanoTime);
    }

    SharedAnswers(Source<K, V> source, LongSupplier nanos) {
        this(source, USUALLY_KEPT, nanos);
    }

    private SharedAnswers(Source<K, V> source, int most, LongSupplier nanos) {
        findings = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(Duration.ofSeconds(30))
                .build();
        this.source = source;
        this.nanos = nanos;
    }

    /** An answer that is being found, or was. */
    private static final class Finding<V> {
        final CompletableFuture<V> answer = new CompletableFuture<>();
        /** Written before the answer is complete, so it is seen by those who see that. */
        long foundAt;

        boolean isFor(long arrived) {
            return !answer.isDone() || !answer.isCompletedExceptionally() && arrived - foundAt <= SHARED_NANOS;
        }
    }

    /**
     * Blocks; throws what the source throws.
     *
     * @param arrived when the one who asks did, by {@link System#nanoTime}
     */
    public V get(K question, long arrived) {
        Finding<V> mine = new Finding<>();
        Finding<V> found = join(question, arrived, mine);
        if (found == mine) {
            find(question, arrived, mine);
        }
        return await(found.answer);
    }

    /**
     * Does not block: found by the executor, where nobody asks the same already.
     *
     * @param arrived as for {@link #get}
     * @return fails with what the source throws, or the executor when it takes no more
     */
    public CompletableFuture<V> ask(K question, long arrived, Executor executor) {
        Finding<V> mine = new Finding<>();
        Finding<V> found = join(question, arrived, mine);
        if (found == mine) {
            try {
                executor.execute(() -> find(question, arrived, mine));
            } catch (RuntimeException e) {
                mine.answer.completeExceptionally(e);
            }
        }
        return found.answer;
    }

    private Finding<V> join(K question, long arrived, Finding<V> mine) {
        return findings.asMap()
                .compute(question, (asked, known) -> known != null && known.isFor(arrived) ? known : mine);
    }

    private void find(K question, long arrived, Finding<V> mine) {
        try {
            V answer = source.find(question, arrived);
            mine.foundAt = nanos.getAsLong();
            mine.answer.complete(answer);
        } catch (RuntimeException | Error e) {
            mine.answer.completeExceptionally(e);
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
