package polku.collector.enrich;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.Client;
import ua_parser.Parser;

/** Parses a user agent string; takes about a millisecond. */
final class UserAgentParser {
    private static final Pattern TV =
            Pattern.compile("smart-?tv|\\btv\\b|hbbtv|appletv|googletv|android tv|aftb|bravia|web0s|roku|crkey|viera");
    private static final Pattern CONSOLE = Pattern.compile("playstation|xbox|nintendo");
    private static final Pattern TABLET = Pattern.compile("ipad|tablet|kindle|silk/|playbook");
    private static final Pattern MOBILE =
            Pattern.compile("iphone|ipod|\\bmobi|mobile|windows phone|blackberry|opera mini");
    private static final Pattern DESKTOP = Pattern.compile("windows nt|macintosh|x11|cros |linux x86_64|linux i686");

    /** One name per browser: the device column already says where it ran. */
    private static final Map<String, String> BROWSERS = Map.ofEntries(
            Map.entry("Mobile Safari", "Safari"),
            Map.entry("Mobile Safari UI/WKWebView", "Safari"),
            Map.entry("Chrome Mobile", "Chrome"),
            Map.entry("Chrome Mobile iOS", "Chrome"),
            Map.entry("Chrome Mobile WebView", "Chrome WebView"),
            Map.entry("Firefox Mobile", "Firefox"),
            Map.entry("Firefox iOS", "Firefox"),
            Map.entry("Edge Mobile", "Edge"),
            Map.entry("Opera Mobile", "Opera"),
            Map.entry("Opera Touch", "Opera"),
            Map.entry("IE Mobile", "IE"),
            Map.entry("DuckDuckGo Mobile", "DuckDuckGo"),
            Map.entry("Yandex Browser", "Yandex"));

    private static final Map<String, String> SYSTEMS = Map.of("Mac OS X", "macOS");

    private final BotFilter bots = new BotFilter();
    private final Parser parser = new Parser();

    /** @param text at most {@link UserAgents#MAX_LENGTH} characters */
    UserAgent parse(String text) {
        if (bots.isBot(text)) {
            return new UserAgent(true, "", "", "", "", "");
        }
        Client client = parser.parse(text);
        String browser = known(client.userAgent.family);
        String os = known(client.os.family);
        return new UserAgent(
                false,
                device(text.toLowerCase(java.util.Locale.ROOT)),
                BROWSERS.getOrDefault(browser, browser),
                browser.isEmpty() ? "" : orEmpty(client.userAgent.major),
                SYSTEMS.getOrDefault(os, os),
                os.isEmpty() ? "" : orEmpty(client.os.major));
    }

    private static String device(String text) {
        if (TV.matcher(text).find()) {
            return "tv";
        }
        if (CONSOLE.matcher(text).find()) {
            return "console";
        }
        if (TABLET.matcher(text).find() || text.contains("android") && !text.contains("mobile")) {
            return "tablet";
        }
        if (MOBILE.matcher(text).find()) {
            return "mobile";
        }
        return DESKTOP.matcher(text).find() ? "desktop" : "";
    }

    private static String known(@Nullable String family) {
        return family == null || family.equals("Other") ? "" : family;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
