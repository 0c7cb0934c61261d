package polku.query.check;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import polku.query.check.PageFetch.NotReachable;
import polku.query.check.PageFetch.Page;
import polku.query.check.Snippets.Snippet;

/** Looks at a page of a site and names why nothing may come from it. Blocks. */
final class LiveCheck {
    private static final int MOST_REDIRECTS = 3;

    private final PageFetch fetch;

    LiveCheck(PageFetch fetch) {
        this.fetch = fetch;
    }

    /** @param detail depends on the code, null where the code says it all */
    record Finding(String code, @Nullable String detail) {}

    /**
     * @param url where the redirects led
     * @param status null where no page came
     */
    record Result(String url, @Nullable Integer status, List<Finding> findings) {}

    /**
     * @param site the id that the snippet should have
     * @param server where the tracker should come from, where that is known
     * @param ours whether a host belongs to the site: no other is ever asked
     */
    Result check(URI start, String site, Optional<URI> server, Predicate<String> ours) {
        URI url = start;
        long deadline = PageFetch.deadline();
        try {
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                if (!isOurs(url, ours)) {
                    return result(url, null, "redirectedAway", String.valueOf(url.getHost()));
                }
                Page page = fetch.get(url, deadline);
                Optional<String> location = page.first("location");
                if (page.status() < 300 || page.status() >= 400 || location.isEmpty()) {
                    return page.status() >= 400
                            ? result(url, page.status(), "notReachable", "status")
                            : new Result(url.toString(), page.status(), findings(page, url, site, server));
                }
                url = url.resolve(location.get());
            }
            return result(url, null, "notReachable", "redirects");
        } catch (NotReachable e) {
            return result(url, null, "notReachable", e.reason());
        } catch (IllegalArgumentException e) {
            return result(url, null, "notReachable", "redirects");
        }
    }

    private static boolean isOurs(URI url, Predicate<String> ours) {
        return url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && ours.test(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static Result result(URI url, @Nullable Integer status, String code, String detail) {
        return new Result(url.toString(), status, List.of(new Finding(code, detail)));
    }

    private static List<Finding> findings(Page page, URI url, String site, Optional<URI> server) {
        List<Snippet> all = Snippets.in(page.body(), url);
        Optional<Snippet> mine =
                all.stream().filter(snippet -> snippet.site().equals(site)).findFirst();
        if (mine.isEmpty()) {
            List<Finding> findings = new ArrayList<>();
            all.forEach(snippet -> findings.add(new Finding("otherSite", snippet.site())));
            if (all.isEmpty()) {
                findings.add(new Finding("snippetMissing", null));
            }
            if (Snippets.hasTagManager(page.body())) {
                findings.add(new Finding("tagManager", null));
            }
            return findings;
        }
        Snippet snippet = mine.get();
        List<Finding> findings = new ArrayList<>(
                List.of(new Finding("snippetFound", snippet.script().toString())));
        server.filter(expected -> !sameServer(expected, snippet.script()))
                .ifPresent(expected ->
                        findings.add(new Finding("wrongServer", snippet.script().getHost())));
        findings.addAll(policyFindings(page, url, snippet));
        return findings;
    }

    private static List<Finding> policyFindings(Page page, URI url, Snippet snippet) {
        List<String> policies = new ArrayList<>(Snippets.policies(page.body()));
        page.all("content-security-policy").forEach(header -> policies.addAll(List.of(header.split(",", -1))));
        List<Finding> findings = new ArrayList<>();
        for (String text : policies) {
            ContentPolicy policy = new ContentPolicy(text);
            String script = policy.blocksScript(url, snippet.script(), snippet.nonce());
            String connection = policy.blocksConnection(url, snippet.script().resolve("/b"));
            if (script != null) {
                findings.add(new Finding("policyBlocksScript", script));
            }
            if (connection != null) {
                findings.add(new Finding("policyBlocksSending", connection));
            }
        }
        return findings.stream().distinct().toList();
    }

    private static boolean sameServer(URI expected, URI script) {
        return expected.getHost() != null && expected.getHost().equalsIgnoreCase(script.getHost());
    }
}
