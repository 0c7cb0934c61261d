package polku.collector.enrich;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Site;
import polku.storage.write.Attribution;

/** Where a visit came from, out of the page's address and its referrer. */
public final class Attributions {
    /** Of several click ids the first counts. Only those of the first two lines tell that the visit was paid for. */
    private static final List<String> CLICK_IDS = List.of(
            "gclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "fbclid",
            "dclid",
            "ttclid",
            "twclid",
            "li_fat_id",
            "yclid",
            "rdt_cid",
            "epik");

    private static final Map<String, String> PAID_SEARCH_BY_CLICK_ID =
            Map.of("gclid", "google.com", "gbraid", "google.com", "wbraid", "google.com", "msclkid", "bing.com");
    private static final int MAX_LENGTH = 256;
    private static final Attribution DIRECT = new Attribution("", "", "Direct", "", "", "", "", "", "");

    private final Sources sources = new Sources();
    private final Scrubber scrubber;

    public Attributions(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    /**
     * @param url null for an event that happened on no page
     * @param referrer a URL or an Android app's address; "" and what is no address count as none
     */
    public Attribution of(Site site, @Nullable PageUrl url, String referrer) {
        Map<String, String> parameters = url == null ? Map.of() : url.parameters();
        if (parameters.isEmpty() && referrer.isEmpty()) {
            return DIRECT; // most events of a server
        }
        Referrer from = Referrer.parse(referrer);
        if (from != null && SiteHosts.belongs(site, from.host())) {
            from = null;
        }
        String medium = value(parameters, "utm_medium");
        String campaign = value(parameters, "utm_campaign");
        String clickId = clickId(parameters);
        @Nullable String searchHost = PAID_SEARCH_BY_CLICK_ID.get(clickId);

        String named = firstOf(parameters, "utm_source", "source", "ref");
        Source source = null;
        if (!named.isEmpty()) {
            source = sources.ofName(named);
        } else if (searchHost != null) {
            source = sources.ofName(searchHost);
        } else if (from != null) {
            source = sources.ofReferrer(from.host(), from.path());
        }
        boolean fromReferrer = source != null && named.isEmpty() && searchHost == null;
        return new Attribution(
                from == null ? "" : from.host() + scrubber.path(from.path()),
                source == null ? "" : source.name(),
                Channels.of(source, fromReferrer, medium, campaign, searchHost != null),
                value(parameters, "utm_source"),
                medium,
                campaign,
                value(parameters, "utm_term"),
                value(parameters, "utm_content"),
                clickId);
    }

    private static String clickId(Map<String, String> parameters) {
        if (!parameters.isEmpty()) {
            for (String id : CLICK_IDS) {
                if (parameters.containsKey(id)) {
                    return id;
                }
            }
        }
        return "";
    }

    private String firstOf(Map<String, String> parameters, String... names) {
        for (String name : names) {
            String value = value(parameters, name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private String value(Map<String, String> parameters, String name) {
        if (parameters.isEmpty()) {
            return "";
        }
        String value = parameters.getOrDefault(name, "").strip();
        return scrubber.text(value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value);
    }

    /** Host and path of a referrer; an app's package is its host. */
    private record Referrer(String host, String path) {
        private static final String APP = "android-app://";

        static @Nullable Referrer parse(String text) {
            if (text.startsWith(APP)) {
                String name = text.substring(APP.length());
                int slash = name.indexOf('/');
                String host = (slash < 0 ? name : name.substring(0, slash)).toLowerCase(Locale.ROOT);
                return host.isEmpty() ? null : new Referrer(host, "/");
            }
            PageUrl url = PageUrl.parse(text);
            return url == null ? null : new Referrer(url.host(), url.path());
        }
    }
}
