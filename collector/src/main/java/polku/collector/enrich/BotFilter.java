package polku.collector.enrich;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells automatic visitors by their user agent. Takes up to some 100 µs: ask once for each user agent. */
final class BotFilter {
    private final Pattern bots;
    private final List<String> aiCrawlers;

    BotFilter() {
        bots = Pattern.compile(String.join("|", ResourceLines.of("bots.txt")), Pattern.CASE_INSENSITIVE);
        aiCrawlers = ResourceLines.of("ai-crawlers.txt");
    }

    /** True for a crawler, a library, a headless browser, and for a request that names no user agent at all. */
    boolean isBot(String userAgent) {
        if (userAgent.isBlank() || bots.matcher(userAgent).find()) {
            return true;
        }
        String lower = userAgent.toLowerCase(Locale.ROOT);
        return aiCrawlers.stream().anyMatch(lower::contains);
    }
}
