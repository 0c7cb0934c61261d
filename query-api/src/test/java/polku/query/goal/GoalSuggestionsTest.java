package polku.query.goal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.query.goal.GoalSuggestions.Suggestion;
import polku.storage.control.Goal;
import polku.storage.read.ValueStore.Value;

class GoalSuggestionsTest {
    @ParameterizedTest
    @CsvSource({
        "purchase, purchase, Purchase",
        "order_completed, purchase, Order completed",
        "signUp, signUp, Sign up",
        "Newsletter Subscribe, signUp, Newsletter subscribe",
        "contact-form, signUp, Contact form",
        "leader, event, Leader",
        "download, event, Download",
    })
    void event_isSuggestedForWhatItIsNamed(String event, String reason, String name) {
        assertThat(GoalSuggestions.of(List.of(new Value(event, 3)), List.of(), List.of()))
                .containsExactly(new Suggestion(name, null, event, reason, 3));
    }

    @ParameterizedTest
    @CsvSource({"pageview", "outbound", "search", "productView"})
    void event_thatTrackersSendByThemselves_isNone(String event) {
        assertThat(GoalSuggestions.of(List.of(new Value(event, 3)), List.of(), List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"paymentFailed", "order_cancelled", "signup-error"})
    void event_thatSaysThatSomethingWentWrong_isNone(String event) {
        assertThat(GoalSuggestions.of(List.of(new Value(event, 3)), List.of(), List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/thank-you, true",
        "/order/thanks, true",
        "/fi/tilaus/kiitos, true",
        "/checkout/ThankYou, true",
        "/thanksgiving-recipes, false",
        "/thanks/faq, false",
        "shop.example.org/thanks, false",
    })
    void page_thatSaysThankYou_isSuggested(String page, boolean suggested) {
        assertThat(GoalSuggestions.of(List.of(), List.of(new Value(page, 2)), List.of()))
                .hasSize(suggested ? 1 : 0);
    }

    @Test
    void suggestions_beginWithWhatMattersMost_andLeaveOutGoalsThereAre() {
        List<Goal> goals = List.of(
                new Goal("1", "s", "Signed up", null, "signup", null, Instant.EPOCH),
                new Goal("2", "s", "Thanked", "/thanks", null, null, Instant.EPOCH));
        assertThat(GoalSuggestions.of(
                        List.of(
                                new Value("pageview", 900),
                                new Value("opened", 80),
                                new Value("signup", 40),
                                new Value("trial", 7),
                                new Value("purchase", 5)),
                        List.of(new Value("/", 500), new Value("/thanks", 5), new Value("/kiitos", 4)),
                        goals))
                .extracting(Suggestion::name)
                .containsExactly("Purchase", "Trial", "/kiitos", "Opened");
    }
}
