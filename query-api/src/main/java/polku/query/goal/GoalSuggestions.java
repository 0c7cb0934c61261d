package polku.query.goal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.read.ValueStore.Value;

/** Finds in what was seen what an owner is likely to want: purchases, sign-ups, pages that say thank you, the site's own events. */
final class GoalSuggestions {
    private static final int MOST = 10;
    /** What trackers send by themselves, and steps on the way. */
    private static final Set<String> NO_GOALS = Set.of(
            "pageview", "outbound", "search", "video", "productView", "removeFromCart", "checkoutStep", "404", "error");

    private static final Pattern PURCHASE = words("purchase|order|payment|donation|donate|transaction|bought|paid");
    private static final Pattern SIGN_UP =
            words("sign-?up|register|registered|registration|subscribe|subscribed|subscription"
                    + "|trial|lead|contact|join|joined|book|booking|booked|demo|newsletter|apply|application|quote");
    /** What nobody wants visitors to reach, whatever else the name says. */
    private static final Pattern FAILURE =
            words("fail|failed|failure|error|cancel|cancelled|canceled|decline|declined|refused|rejected|abandoned");

    private static final Pattern THANKS =
            words("thanks|thank-?you|danke|merci|gracias|kiitos|tack|success|confirmation|confirmed"
                    + "|order-(?:complete|completed|received|confirmation)|checkout-complete|complete|completed|vahvistus"
                    + "|tilausvahvistus");

    private GoalSuggestions() {}

    /**
     * @param reason {@code purchase}, {@code signUp}, {@code thankYouPage}, or {@code event} for the site's other events
     * @param count events or pageviews of the last 30 days
     */
    record Suggestion(
            String name, @Nullable String page, @Nullable String event, String reason, long count) {}

    /** @param events names with how often they were seen, {@code pages} likewise */
    static List<Suggestion> of(List<Value> events, List<Value> pages, List<Goal> goals) {
        Set<String> known = goals.stream()
                .map(goal -> String.valueOf(goal.event() == null ? goal.page() : goal.event()))
                .collect(Collectors.toSet());
        List<Suggestion> suggestions = new ArrayList<>();
        for (Value event : events) {
            if (!NO_GOALS.contains(event.value())
                    && !FAILURE.matcher(dashed(event.value())).find()
                    && !known.contains(event.value())) {
                suggestions.add(new Suggestion(
                        spoken(event.value()), null, event.value(), reason(event.value()), event.count()));
            }
        }
        for (Value page : pages) {
            String path = page.value();
            String last = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith("/") && THANKS.matcher(dashed(last)).find() && !known.contains(path)) {
                suggestions.add(new Suggestion(path, path, null, "thankYouPage", page.count()));
            }
        }
        return suggestions.stream()
                .sorted(Comparator.comparingInt((Suggestion one) -> rank(one.reason()))
                        .thenComparingLong(one -> -one.count())
                        .thenComparing(Suggestion::name))
                .limit(MOST)
                .toList();
    }

    private static String reason(String event) {
        String words = dashed(event);
        return PURCHASE.matcher(words).find()
                ? "purchase"
                : SIGN_UP.matcher(words).find() ? "signUp" : "event";
    }

    private static int rank(String reason) {
        return List.of("purchase", "signUp", "thankYouPage", "event").indexOf(reason);
    }

    /** "signUp", "Sign up" and "sign_up" are "sign-up". */
    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static String spoken(String event) {
        String words = dashed(event).replace('-', ' ').strip();
        return words.isEmpty() ? event : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?:^|-)(?:" + alternatives + ")(?:-|$)");
    }
}
