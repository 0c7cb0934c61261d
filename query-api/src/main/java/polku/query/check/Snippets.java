package polku.query.check;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tracker's elements, and policies, in the HTML of a page. */
final class Snippets {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("(?i)<script\\b([^>]*)>");
    private static final Pattern META = Pattern.compile("(?i)<meta\\b([^>]*)>");
    private static final Pattern TAG_MANAGER = Pattern.compile("googletagmanager\\.com/gtm\\.js|GTM-[A-Z0-9]{4,}");

    private Snippets() {}

    /**
     * @param script where the tracker comes from, absolute
     * @param nonce "" where it has none
     */
    record Snippet(String site, URI script, String nonce) {}

    static List<Snippet> in(String html, URI page) {
        List<Snippet> found = new ArrayList<>();
        Matcher scripts = SCRIPT.matcher(COMMENT.matcher(html).replaceAll(""));
        while (scripts.find()) {
            String attributes = scripts.group(1);
            String site = attribute(attributes, "data-site");
            String src = attribute(attributes, "src");
            if (!site.isEmpty() && !src.isEmpty()) {
                try {
                    URI script = page.resolve(src);
                    if (script.getHost() != null) {
                        found.add(new Snippet(site, script, attribute(attributes, "nonce")));
                    }
                } catch (IllegalArgumentException e) {
                    continue; // an address that no browser can load either
                }
            }
        }
        return found;
    }

    static List<String> policies(String html) {
        List<String> policies = new ArrayList<>();
        Matcher metas = META.matcher(COMMENT.matcher(html).replaceAll(""));
        while (metas.find()) {
            if (attribute(metas.group(1), "http-equiv").equalsIgnoreCase("content-security-policy")) {
                policies.add(attribute(metas.group(1), "content"));
            }
        }
        return policies;
    }

    static boolean hasTagManager(String html) {
        return TAG_MANAGER.matcher(html).find();
    }

    private static String attribute(String attributes, String name) {
        Matcher matcher = Pattern.compile("(?i)(?:^|\\s)" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))")
                .matcher(attributes);
        if (!matcher.find()) {
            return "";
        }
        for (int i = 1; i <= 3; i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i).replace("&amp;", "&").strip();
            }
        }
        return "";
    }
}
