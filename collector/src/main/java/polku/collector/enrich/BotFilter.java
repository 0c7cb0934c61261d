package polku.collector.enrich;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polku.collector.enrich.UserAgent.Robot;

/** Tells automatic visitors by their user agent. Takes up to some 100 µs: ask once for each user agent. */
final class BotFilter {
    /** People's browsers hold these words, which the list takes for a program's. */
    private static final Pattern INNOCENT = Pattern.compile(" process/tools\\b", Pattern.CASE_INSENSITIVE);
    /** The word that a robot calls itself by, before its version: "Googlebot", "AhrefsBot", "Baiduspider". */
    private static final Pattern NAME = Pattern.compile(
            "[a-z][a-z0-9_]{0,30}?[-_ ]?(?:bot|crawler|spider)(?![a-z])|\\bheadlesschrome\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIRST_PRODUCT = Pattern.compile("^[a-z][a-z0-9._-]{1,30}", Pattern.CASE_INSENSITIVE);
    private static final String UNNAMED = "other";

    private final Pattern bots;
    /** By what their user agents hold, in lower case. */
    private final Map<String, Robot> aiCrawlers = new LinkedHashMap<>();

    BotFilter() {
        bots = Pattern.compile(String.join("|", ResourceLines.of("bots.txt")), Pattern.CASE_INSENSITIVE);
        for (String name : ResourceLines.of("ai-crawlers.txt")) {
            aiCrawlers.put(name.toLowerCase(Locale.ROOT), new Robot(name, true));
        }
    }

    /** A crawler, a library, a headless browser, or whoever names no user agent at all; null for anybody else. */
    @Nullable
    Robot robot(String userAgent) {
        String lower = userAgent.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Robot> crawler : aiCrawlers.entrySet()) {
            if (lower.contains(crawler.getKey())) {
                return crawler.getValue();
            }
        }
        if (userAgent.isBlank()
                || bots.matcher(INNOCENT.matcher(userAgent).replaceAll("")).find()) {
            return new Robot(nameOf(userAgent), false);
        }
        return null;
    }

    private static String nameOf(String userAgent) {
        Matcher name = NAME.matcher(userAgent);
        if (name.find()) {
            return name.group();
        }
        Matcher product = FIRST_PRODUCT.matcher(userAgent);
        return product.find() && !product.group().equalsIgnoreCase("Mozilla") ? product.group() : UNNAMED;
    }
}
