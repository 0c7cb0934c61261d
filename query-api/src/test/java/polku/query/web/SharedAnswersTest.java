package polku.query.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger found = new AtomicInteger();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final SharedAnswers<String, String> answers =
            new SharedAnswers<>((question, arrived) -> question + found.incrementAndGet(), now::get);

    @Test
    void thoseWhoAskMeanwhileGetTheSameAnswer() {
        CompletableFuture<String> first = answers.ask("a", 0, waiting::add);
        CompletableFuture<String> second = answers.ask("a", 100 * SECOND, waiting::add);
        CompletableFuture<String> other = answers.ask("b", 0, waiting::add);
        assertThat(waiting).hasSize(2);
        waiting.forEach(Runnable::run);
        assertThat(first).isCompletedWithValue("a1");
        assertThat(second).isCompletedWithValue("a1");
        assertThat(other).isCompletedWithValue("b2");
    }

    @Test
    void anAnswerIsSharedForASecondAfterItWasFound() {
        now.set(5 * SECOND);
        assertThat(answers.get("a", 0)).isEqualTo("a1");
        assertThat(answers.get("a", 6 * SECOND)).isEqualTo("a1");
        assertThat(answers.get("a", 6 * SECOND + 1)).isEqualTo("a2");
    }

    @Test
    void whoArrivedInTimeSharesItHoweverLateItsTurnComes() {
        assertThat(answers.get("a", 0)).isEqualTo("a1");
        now.set(20 * SECOND);
        assertThat(answers.get("a", SECOND / 2)).isEqualTo("a1");
    }

    @Test
    void whatItIsMadeOfIsAskedForAsOfTheSameArrival() {
        AtomicLong passedOn = new AtomicLong();
        SharedAnswers<String, String> made = new SharedAnswers<>((question, arrived) -> {
            passedOn.set(arrived);
            return answers.get(question, arrived);
        });
        assertThat(made.get("a", 42)).isEqualTo("a1");
        assertThat(passedOn).hasValue(42);
    }

    @Test
    void aFailureIsNotKept() {
        AtomicInteger tries = new AtomicInteger();
        SharedAnswers<String, String> failing = new SharedAnswers<>(
                (question, arrived) -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalArgumentException("once");
                    }
                    return question;
                },
                now::get);
        assertThatThrownBy(() -> failing.get("a", 0)).hasMessage("once");
        assertThat(failing.get("a", 0)).isEqualTo("a");
    }

    @Test
    void whatTheExecutorRefusesFailsAndIsNotKept() {
        CompletableFuture<String> refused = answers.ask("a", 0, task -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(refused).isCompletedExceptionally();
        assertThat(answers.get("a", 0)).isEqualTo("a1");
    }
}
