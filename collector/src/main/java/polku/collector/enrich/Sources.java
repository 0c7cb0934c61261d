package polku.collector.enrich;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.collector.enrich.Source.Kind;

/**
 * Sources by host or by the name that a campaign gives them. Hosts match on label boundaries and the most specific entry
 * wins; an entry may go on with a path ("google.com/imgres").
 */
final class Sources {
    /** Subdomains under which a search engine is still a search engine; others (docs.google.com) are sites like any. */
    private static final Set<String> SEARCH_LABELS = Set.of("www", "m", "mobile", "search", "lite", "html", "l", "r");

    private final Map<String, Source> byHost = new HashMap<>();
    private final Map<String, Source> byName = new HashMap<>();

    Sources() {
        read("referrers.tsv");
        read("sources.tsv");
        byHost.values().forEach(source -> byName.putIfAbsent(source.name().toLowerCase(Locale.ROOT), source));
        name("sources.tsv");
        for (String line : ResourceLines.of("source-names.tsv")) {
            String[] columns = line.split("\t", -1);
            byName.put(columns[0], java.util.Objects.requireNonNull(byHost(columns[1], ""), columns[1]));
        }
    }

    private void read(String resource) {
        for (String line : ResourceLines.of(resource)) {
            String[] columns = line.split("\t", -1);
            String host = columns[0].startsWith("www.") ? columns[0].substring(4) : columns[0];
            byHost.put(trimSlash(host), new Source(columns[2], kind(columns[1])));
        }
    }

    /** Names of our own list are ours, whatever the generated one calls so. */
    private void name(String resource) {
        for (String line : ResourceLines.of(resource)) {
            String[] columns = line.split("\t", -1);
            String name = columns[2].toLowerCase(Locale.ROOT);
            Source source = new Source(columns[2], kind(columns[1]));
            byName.put(name, source);
            byName.put(name.replace(" ", ""), source);
        }
    }

    private static String trimSlash(String host) {
        return host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
    }

    private static Kind kind(String medium) {
        return switch (medium) {
            case "search" -> Kind.SEARCH;
            case "social" -> Kind.SOCIAL;
            case "video" -> Kind.VIDEO;
            case "shopping" -> Kind.SHOPPING;
            case "email" -> Kind.EMAIL;
            case "audio" -> Kind.AUDIO;
            case "ai" -> Kind.AI;
            case "paid" -> Kind.ADVERTISING;
            default -> Kind.OTHER;
        };
    }

    /** The source behind a referrer; one that nobody knows is its bare host. */
    Source ofReferrer(String host, String path) {
        String bare = host.startsWith("www.") ? host.substring(4) : host;
        Source known = byHost(bare, path);
        return known != null ? known : new Source(bare, Kind.OTHER);
    }

    /** The source that a campaign names, by name or by host; one that nobody knows stays as it was written. */
    Source ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Source known = byName.get(lower);
        if (known == null && lower.indexOf('.') > 0) {
            known = byHost(lower.startsWith("www.") ? lower.substring(4) : lower, "");
        }
        return known != null ? known : new Source(name, Kind.OTHER);
    }

    private @Nullable Source byHost(String host, String path) {
        String rest = host;
        while (true) {
            Source source = byHostAndPath(rest, path);
            if (source == null) {
                source = byHost.get(rest);
            }
            if (source != null) {
                return source.kind() != Kind.SEARCH || isSearchLabel(host, rest) ? source : null;
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return null;
            }
            rest = rest.substring(dot + 1);
        }
    }

    private @Nullable Source byHostAndPath(String host, String path) {
        for (int end = path.length(); end > 1; end = path.lastIndexOf('/', end - 1)) {
            Source source = byHost.get(host + path.substring(0, end));
            if (source != null) {
                return source;
            }
        }
        return null;
    }

    private static boolean isSearchLabel(String host, String matched) {
        if (host.length() == matched.length()) {
            return true;
        }
        for (String label :
                host.substring(0, host.length() - matched.length() - 1).split("\\.")) {
            if (label.length() != 2 && !SEARCH_LABELS.contains(label)) {
                return false;
            }
        }
        return true;
    }
}
