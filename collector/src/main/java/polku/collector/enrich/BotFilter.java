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

    /** People's browsers hold these words, which the list takes for a program's. */
    private static final Pattern INNOCENT = Pattern.compile(" process/tools\\b", Pattern.CASE_INSENSITIVE);

    /** True for a crawler, a library, a headless browser, and for a request that names no user agent at all. */
    boolean isBot(String userAgent) {
        if (userAgent.isBlank()
                || bots.matcher(INNOCENT.matcher(userAgent).replaceAll("")).find()) {
            return true;
        }
        String lower = userAgent.toLowerCase(Locale.ROOT);
        return aiCrawlers.stream().anyMatch(lower::contains);
    }
}
