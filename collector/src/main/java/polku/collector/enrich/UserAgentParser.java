package polku.collector.enrich;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.Client;
import ua_parser.Parser;

/** Parses a user agent string; takes about a millisecond. */
final class UserAgentParser {
    private static final Pattern TV = Pattern.compile("smart-?tv|\\b(?:d|i)?tv\\b|inettvbrowser|hbbtv|appletv|googletv"
            + "|\\baft[a-z]{1,4}\\b|bravia|web0s|roku|crkey|viera");
    private static final Pattern CONSOLE = Pattern.compile("playstation|\\bpsp\\b|xbox|nintendo|\\bouya\\b");
    private static final Pattern TABLET = Pattern.compile("ipad|tablet|kindle|silk/|playbook|\\bnexus (?:7|9|10)\\b"
            + "|\\bnook\\b|\\bmediapad\\b|\\bsm-[tx]\\d{3}|\\bgt-p\\d{4}|\\bxoom\\b");
    private static final Pattern MOBILE = Pattern.compile("iphone|ipod|\\bmobi|mobile|windows (?:phone|ce)|blackberry"
            + "|midp|symbian|series ?[46]0|nokia|palmos|obigo|kaios|up\\.browser|docomo|;foma|softbank/|vodafone/"
            + "|j-phone|kddi-|willcom|ddipocket|jig browser|openbrowser|netfront");
    private static final Pattern DESKTOP =
            Pattern.compile("windows|win9[58]|macintosh|mac_powerpc|x11|cros |linux x86_64|linux i686|bsd|beos|os/2");

    /** What the general parser takes for the browser around it, by the word that it is told by. */
    private static final Map<String, String> APPS = Map.ofEntries(
            Map.entry("micromessenger", "WeChat"),
            Map.entry("weibo", "Weibo"),
            Map.entry("baiduboxapp", "Baidu"),
            Map.entry("miuibrowser", "MIUI Browser"),
            Map.entry("qihoobrowser", "360 Browser"),
            Map.entry("oculusbrowser", "Oculus Browser"),
            Map.entry("avast", "Avast Secure Browser"),
            Map.entry("avg", "AVG Secure Browser"),
            Map.entry("bidubrowser", "Baidu Browser"),
            Map.entry("lbbrowser", "Liebao"),
            Map.entry("2345explorer", "2345 Explorer"),
            Map.entry("falkon", "Falkon"),
            Map.entry("iridium", "Iridium"),
            Map.entry("focus", "Firefox Focus"),
            Map.entry("opt", "Opera"),
            Map.entry("qq", "QQ"),
            Map.entry("tesla", "Tesla"));

    private static final Pattern APP = Pattern.compile(
            "\\b(" + String.join("|", APPS.keySet()) + ")(?:[ /(_]|$)(?:[^ /]*/)?v?(\\d*)", Pattern.CASE_INSENSITIVE);

    /** One name per browser: the device column already says where it ran. */
    private static final Map<String, String> BROWSERS = Map.ofEntries(
            Map.entry("Mobile Safari", "Safari"),
            Map.entry("MobileSafari", "Safari"),
            Map.entry("Mobile Safari UI/WKWebView", "Safari"),
            Map.entry("Android", "Android Browser"),
            Map.entry("Chrome Mobile", "Chrome"),
            Map.entry("Chrome Mobile iOS", "Chrome"),
            Map.entry("Chrome Mobile WebView", "Chrome WebView"),
            Map.entry("Firefox Mobile", "Firefox"),
            Map.entry("Firefox iOS", "Firefox"),
            Map.entry("Firefox Alpha", "Firefox"),
            Map.entry("Firefox Beta", "Firefox"),
            Map.entry("Edge Mobile", "Edge"),
            Map.entry("Opera Mobile", "Opera"),
            Map.entry("Opera Tablet", "Opera"),
            Map.entry("Opera Touch", "Opera"),
            Map.entry("IE Mobile", "IE"),
            Map.entry("DuckDuckGo Mobile", "DuckDuckGo"),
            Map.entry("QQ Browser Mobile", "QQ Browser"),
            Map.entry("Yandex Browser", "Yandex"));

    private static final Map<String, String> SYSTEMS = Map.of(
            "Mac OS X", "macOS",
            "Mac OS", "macOS",
            "Web0S", "webOS",
            "BlackBerry OS", "BlackBerry",
            "BlackBerry Tablet OS", "BlackBerry",
            "Nokia Series 40", "Series 40");

    /** Systems that the general parser passes over for what they resemble. */
    private static final Pattern OWN_SYSTEM =
            Pattern.compile("xbox|playstation|nintendo|windows phone|windows ce|fuchsia|haiku");

    private static final Map<String, String> OWN_SYSTEMS = Map.of(
            "xbox", "Xbox",
            "playstation", "PlayStation",
            "nintendo", "Nintendo",
            "windows phone", "Windows Phone",
            "windows ce", "Windows CE",
            "fuchsia", "Fuchsia",
            "haiku", "Haiku");

    /** Few say which one it is, and it tells nobody anything: all are Linux. */
    private static final Pattern DISTRIBUTION =
            Pattern.compile("Ubuntu|Kubuntu|Debian|Fedora|Red Hat|CentOS|SUSE|Gentoo"
                    + "|Arch Linux|Mandriva|Slackware|PCLinuxOS|Puppy|Linux Mint|Raspbian|Mageia");

    private final BotFilter bots = new BotFilter();
    private final Parser parser = new Parser();

    /** @param text at most {@link UserAgents#MAX_LENGTH} characters */
    UserAgent parse(String text) {
        UserAgent.Robot robot = bots.robot(text);
        if (robot != null) {
            return UserAgent.of(robot);
        }
        Client client = parser.parse(text);
        String lower = text.toLowerCase(Locale.ROOT);
        Named browser = browser(text, known(client.userAgent.family), orEmpty(client.userAgent.major));
        Named system = system(lower, known(client.os.family), orEmpty(client.os.major));
        return new UserAgent(null, device(lower), browser.name, browser.version, system.name, system.version);
    }

    private record Named(String name, String version) {
        static final Named UNKNOWN = new Named("", "");
    }

    private static Named browser(String text, String family, String major) {
        Matcher app = APP.matcher(text);
        if (app.find()) {
            return new Named(APPS.getOrDefault(app.group(1).toLowerCase(Locale.ROOT), ""), app.group(2));
        }
        return family.isEmpty() ? Named.UNKNOWN : new Named(BROWSERS.getOrDefault(family, family), major);
    }

    private static Named system(String lower, String family, String major) {
        Matcher own = OWN_SYSTEM.matcher(lower);
        if (own.find()) {
            String name = OWN_SYSTEMS.getOrDefault(own.group(), "");
            return new Named(name, name.equals(family) ? major : "");
        }
        if (family.isEmpty()) {
            return lower.contains("linux") ? new Named("Linux", "") : Named.UNKNOWN;
        }
        if (family.startsWith("Symbian")) {
            return new Named("Symbian", "");
        }
        if (DISTRIBUTION.matcher(family).matches()) {
            return new Named("Linux", "");
        }
        return new Named(SYSTEMS.getOrDefault(family, family), major);
    }

    private static String device(String text) {
        if (TV.matcher(text).find()) {
            return "tv";
        }
        if (CONSOLE.matcher(text).find()) {
            return "console";
        }
        if (TABLET.matcher(text).find()) {
            return "tablet";
        }
        if (text.contains("android") && !text.contains("mobile") && !text.contains("opera mini")) {
            return "tablet";
        }
        if (MOBILE.matcher(text).find() || text.contains("opera mini")) {
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
