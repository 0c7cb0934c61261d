package polku.collector.door;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import polku.collector.Refusal;
import polku.collector.beacon.Beacon;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.JsonTree;
import polku.storage.control.Site;
import polku.storage.control.SiteDirectory;

/**
 * {@code POST /api/send} as Umami documents it (https://docs.umami.is/docs/api/sending-stats): {@code website} is the
 * site's id here, {@code url} a path or an address.
 */
public final class UmamiDoor implements Door {
    private static final int MAX_ID = 128;
    private static final int MAX_LANGUAGE = 35;
    private static final int MAX_SIDE = 65_535;
    private static final int MAX_DAY = 86_400_000;
    private static final int MAX_ADDRESS = 45;
    private static final int MAX_USER_AGENT = 512;

    private final SiteDirectory sites;
    private final PageviewIds pageviews;

    public UmamiDoor(SiteDirectory sites, PageviewIds pageviews) {
        this.sites = sites;
        this.pageviews = pageviews;
    }

    @Override
    public Optional<Beacon> read(byte[] body, Caller caller) {
        Members envelope = Members.of(JsonTree.parse(body), "The body");
        String type = envelope.requiredText(MAX_ID, "type");
        JsonNode payload = envelope.value("payload");
        if (payload == null) {
            throw Refusal.malformed("The body lacks 'payload'.");
        }
        Members sent = Members.of(payload, "payload");
        Site site = site(sent);
        return switch (type) {
            case "event", "engagement" -> Optional.of(beacon(sent, site, caller, type));
            // Says something of a person: nothing without the consent that this format cannot carry.
            case "identify" -> Optional.empty();
            default -> throw Refusal.malformed("type must be one of event, engagement and identify.");
        };
    }

    private Site site(Members sent) {
        String website = sent.requiredText(MAX_ID, "website");
        return sites.find(website).orElseThrow(() -> Refusal.malformed("website: there is no site '" + website + "'."));
    }

    private Beacon beacon(Members sent, Site site, Caller caller, String type) {
        String name = sent.text(64, "name");
        boolean isPageview = type.equals("event") && (name == null || Members.isPageview(name));
        String url = pageUrl(sent, site);
        if (url.isEmpty() && (isPageview || type.equals("engagement"))) {
            throw Refusal.malformed("payload lacks 'url'.");
        }
        String ip = sent.text(MAX_ADDRESS, "ip");
        String agent = sent.text(MAX_USER_AGENT, "userAgent");
        String id = caller.keyed() ? sent.text(MAX_ID, "id") : null;
        String who = id + " " + ip + " " + agent + " " + caller.who();
        long pageviewId = isPageview
                ? pageviews.begin(site.id(), who, url)
                : url.isEmpty() ? 0 : pageviews.current(site.id(), who, url);
        String language = sent.text(MAX_LANGUAGE, "language");
        String title = sent.text(Members.MAX_TITLE, "title");
        return new Beacon(
                site.id(),
                ThreadLocalRandom.current().nextLong(),
                caller.receivedAt(),
                language == null ? "" : language,
                width(sent.text(MAX_ID, "screen")),
                0,
                List.of(new Beacon.Page(pageviewId, url, title == null ? "" : title, referrer(sent))),
                List.of(item(sent, type, name, caller)),
                id,
                ip != null ? ip : caller.visitorAddress(),
                agent != null ? agent : caller.keyed() && id == null ? caller.userAgent() : null);
    }

    private static Item item(Members sent, String type, @Nullable String name, Caller caller) {
        long at = time(sent, caller);
        if (type.equals("engagement")) {
            Integer engaged = sent.number(0, MAX_DAY, "engagement");
            int millis = engaged == null ? 0 : engaged;
            return new Beacon.Engagement(at, 0, millis, millis, 0);
        }
        if (name == null || Members.isPageview(name)) {
            return new Beacon.Pageview(at, 0);
        }
        JsonNode data = sent.value("data");
        Map<String, String> props = new LinkedHashMap<>(Members.props(data != null && data.isObject() ? data : null));
        String tag = sent.text(MAX_ID, "tag");
        if (tag != null) {
            props.putIfAbsent("tag", tag);
        }
        Beacon.Revenue revenue =
                data == null ? null : Members.revenue(number(data.get("revenue")), data.get("currency"));
        if (revenue != null) {
            props.remove("revenue");
            props.remove("currency");
        }
        return new Beacon.CustomEvent(at, 0, name, props, revenue);
    }

    /** Data are free in this format: a "revenue" that is no number is a property like any other. */
    private static @Nullable JsonNode number(@Nullable JsonNode value) {
        if (value == null || value.isNumber()) {
            return value;
        }
        try {
            new BigDecimal(value.asText());
            return value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@code timestamp} is in seconds. Without a key what lies more than two days back is taken as sent now. */
    private static long time(Members sent, Caller caller) {
        JsonNode timestamp = sent.value("timestamp");
        if (timestamp == null) {
            return caller.receivedAt();
        }
        if (!timestamp.isNumber() || timestamp.doubleValue() < 0 || timestamp.doubleValue() > 253_402_300_799.0) {
            throw Refusal.malformed("timestamp must be seconds since 1970.");
        }
        return (long) (timestamp.doubleValue() * 1000);
    }

    /** "" where the event is of no page. */
    private static String pageUrl(Members sent, Site site) {
        String url = sent.text(Members.MAX_URL, "url");
        if (url == null) {
            return "";
        }
        if (isAbsolute(url)) {
            return withoutFragment(url);
        }
        String hostname = sent.text(253, "hostname");
        String path = url.startsWith("/") ? url : "/" + url;
        return withoutFragment("https://" + (hostname == null ? site.domain() : hostname) + path);
    }

    /** A route stays ({@code #/cart}), a place in the page does not. */
    private static String withoutFragment(String url) {
        int hash = url.indexOf('#');
        boolean isRoute = hash >= 0 && (url.startsWith("#/", hash) || url.startsWith("#!/", hash));
        return hash < 0 || isRoute ? url : url.substring(0, hash);
    }

    /** A path is one of the site's own and no source. */
    private static String referrer(Members sent) {
        String referrer = sent.text(Members.MAX_URL, "referrer");
        return referrer == null || !isAbsolute(referrer) && !referrer.startsWith("android-app://") ? "" : referrer;
    }

    private static boolean isAbsolute(String url) {
        return url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7);
    }

    /** Of "1920x1080". It is the screen's, the nearest to the window's that the format has. */
    private static int width(@Nullable String screen) {
        int times = screen == null ? -1 : screen.indexOf('x');
        if (screen == null || times < 1 || times > 5) {
            return 0;
        }
        try {
            return Math.max(0, Math.min(MAX_SIDE, Integer.parseInt(screen.substring(0, times))));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
