package polku.server.demo.simulator;

import org.jspecify.annotations.Nullable;

/** What the shop's owner wants visitors to do: the goals of the demo's site. Each is a page or an event. */
public enum ShopGoal {
    PURCHASE("Purchase", null, "purchase"),
    CHECKOUT("Checkout begun", "**/checkout/contact", null),
    NEWSLETTER("Newsletter", null, "newsletter_signup"),
    MESSAGE("Message", null, "message");

    private final String title;
    private final @Nullable String page;
    private final @Nullable String event;

    ShopGoal(String title, @Nullable String page, @Nullable String event) {
        this.title = title;
        this.page = page;
        this.event = event;
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

    /** @param name of the event, or empty for a pageview */
    boolean isReached(String name, String path) {
        return page == null ? name.equals(event) : name.isEmpty() && path.endsWith(page.substring(2));
    }
}
