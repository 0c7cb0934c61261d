package polku.query.check;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Content-Security-Policy, as far as it decides on the tracker.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">CSP Level 3</a>
 */
final class ContentPolicy {
    private final Map<String, List<String>> directives = new HashMap<>();

    ContentPolicy(String text) {
        for (String directive : text.split(";", -1)) {
            List<String> words = Arrays.stream(directive.strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (!words.isEmpty()) {
                directives.putIfAbsent(words.get(0).toLowerCase(Locale.ROOT), words.subList(1, words.size()));
            }
        }
    }

    /**
     * The directive that keeps the page from loading the script, or null.
     *
     * @param nonce of the script's element, "" where it has none
     */
    @Nullable
    String blocksScript(URI page, URI script, String nonce) {
        String directive = first("script-src-elem", "script-src", "default-src");
        if (directive == null) {
            return null;
        }
        List<String> sources = directives.getOrDefault(directive, List.of());
        if (!nonce.isEmpty() && sources.contains("'nonce-" + nonce + "'")) {
            return null;
        }
        // Hosts do not count then: only scripts with a nonce or hash, and what these load.
        boolean strict = sources.contains("'strict-dynamic'");
        return !strict && allows(sources, page, script) ? null : directive;
    }

    /** The directive that keeps the page from sending there, or null. */
    @Nullable
    String blocksConnection(URI page, URI target) {
        String directive = first("connect-src", "default-src");
        return directive == null || allows(directives.getOrDefault(directive, List.of()), page, target)
                ? null
                : directive;
    }

    private @Nullable String first(String... names) {
        return Arrays.stream(names).filter(directives::containsKey).findFirst().orElse(null);
    }

    private static boolean allows(List<String> sources, URI page, URI target) {
        return sources.stream().anyMatch(source -> matches(source.toLowerCase(Locale.ROOT), page, target));
    }

    private static boolean matches(String source, URI page, URI target) {
        if (source.equals("'self'")) {
            return sameHost(page, target) && port(page) == port(target)
                    || sameHost(page, target) && "https".equals(target.getScheme());
        }
        if (source.startsWith("'")) {
            return false;
        }
        if (source.equals("*")) {
            return true;
        }
        if (source.matches("[a-z][a-z0-9+.-]*:")) {
            return upgrades(source.substring(0, source.length() - 1), target.getScheme());
        }
        return matchesHost(source, page, target);
    }

    private static boolean matchesHost(String source, URI page, URI target) {
        int scheme = source.indexOf("://");
        String rest = scheme < 0 ? source : source.substring(scheme + 3);
        if (!upgrades(scheme < 0 ? page.getScheme() : source.substring(0, scheme), target.getScheme())) {
            return false;
        }
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        String named = target.getHost().toLowerCase(Locale.ROOT);
        boolean hostFits = host.startsWith("*.") ? named.endsWith(host.substring(1)) : named.equals(host);
        boolean portFits = port.equals("*")
                || (port.isEmpty()
                        ? port(target) == 443 || port(target) == 80
                        : port.equals(Integer.toString(port(target))));
        boolean pathFits = path.isEmpty()
                || path.equals(target.getPath())
                || path.endsWith("/") && target.getPath().startsWith(path);
        return hostFits && portFits && pathFits;
    }

    private static boolean upgrades(String given, @Nullable String scheme) {
        return given.equals(scheme) || given.equals("http") && "https".equals(scheme);
    }

    private static boolean sameHost(URI page, URI target) {
        return page.getHost().equalsIgnoreCase(target.getHost());
    }

    private static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }
}
