package polku.server.demo.simulator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the shop's owner wants visitors to do: the goals of the demo's site. Each is a page or an event. */
public enum ShopGoal {
    PURCHASE("Purchase", null, "purchase", null),
    CHECKOUT("Checkout begun", "**/checkout/contact", null, null),
    NEWSLETTER("Newsletter", null, "newsletter_signup", new BigDecimal("2.50")),
    MESSAGE("Message", null, "message", null);

    private final String title;
    private final @Nullable String page;
    private final @Nullable String event;
    private final @Nullable BigDecimal value;

    ShopGoal(String title, @Nullable String page, @Nullable String event, @Nullable BigDecimal value) {
        this.title = title;
        this.page = page;
        this.event = event;
        this.value = value;
    }

    public String title() {
        return title;
    }

    /** A pattern. */
    public @Nullable String page() {
        return page;
    }

    public @Nullable String event() {
        return event;
    }

    /** What reaching it once is worth to the shop, in its currency. */
    public @Nullable BigDecimal value() {
        return value;
    }

    /** @param name of the event, or empty for a pageview */
    boolean isReached(String name, String path) {
        return page == null ? name.equals(event) : name.isEmpty() && path.endsWith(page.substring(2));
    }
}
