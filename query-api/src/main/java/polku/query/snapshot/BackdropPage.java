package polku.query.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polku.query.web.Answer;
import polku.storage.control.Site;

/**
 * The empty document that the dashboard rebuilds a recorded page in. Whatever is put into it, its policy lets nothing run, and nothing
 * load but pictures, films and fonts of the site's own domains.
 */
public final class BackdropPage {
    private static final byte[] EMPTY = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body></body></html>"
            .getBytes(StandardCharsets.UTF_8);

    private BackdropPage() {}

    static Answer of(Site site) {
        String own = Stream.concat(Stream.of(site.domain()), site.aliases().stream())
                .flatMap(BackdropPage::sources)
                .collect(Collectors.joining(" "));
        return under(policy(" " + own));
    }

    /** For those without an account: nothing loads at all. */
    public static Answer ofAnyone() {
        return under(policy(""));
    }

    private static Answer under(String policy) {
        return Answer.ok("text/html; charset=utf-8", EMPTY)
                .with("Content-Security-Policy", policy)
                .with("X-Frame-Options", "SAMEORIGIN")
                // the site need not know when its pages are looked at, nor from where
                .with("Referrer-Policy", "no-referrer");
    }

    /** @param own sources of the site's, each after a space */
    private static String policy(String own) {
        return String.join(
                "; ",
                List.of(
                        "default-src 'none'",
                        "img-src data:" + own,
                        "media-src data:" + own,
                        "font-src data:" + own,
                        "style-src 'unsafe-inline'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'self'",
                        "sandbox allow-same-origin"));
    }

    /** A domain with those below it, at any port. */
    private static Stream<String> sources(String domain) {
        boolean named = domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]*");
        Stream<String> hosts = named ? Stream.of(domain, "*." + domain) : Stream.of(domain);
        return hosts.flatMap(host -> Stream.of("http://" + host + ":*", "https://" + host + ":*"));
    }
}
