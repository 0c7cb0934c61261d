package polku.storage.control;

import java.util.List;

/**
 * What may be recorded of how a site's pages look.
 *
 * @param taken false: nothing
 * @param maskedPages patterns of paths ({@link PageGlob}) on which every letter of every text is masked
 */
public record SnapshotRules(boolean taken, List<String> maskedPages) {
    /** Where people see what is theirs alone, in the words of common shops. */
    public static final List<String> ACCOUNT_PAGES = List.of(
            "/account",
            "/account/**",
            "/**/account",
            "/**/account/**",
            "/my",
            "/my/**",
            "/**/my/**",
            "/my-account",
            "/my-account/**",
            "/profile",
            "/profile/**",
            "/**/profile/**",
            "/orders",
            "/orders/**",
            "/**/orders/**",
            "/checkout",
            "/checkout/**",
            "/**/checkout",
            "/**/checkout/**",
            "/tili",
            "/tili/**",
            "/**/tili",
            "/**/tili/**",
            "/oma",
            "/oma/**",
            "/**/oma/**",
            "/omat-tiedot",
            "/omat-tiedot/**",
            "/tilaukset",
            "/tilaukset/**",
            "/kassa",
            "/kassa/**",
            "/**/kassa",
            "/**/kassa/**");

    public static final SnapshotRules STANDARD = new SnapshotRules(true, ACCOUNT_PAGES);

    /** @param page as pages are named: a path, with the host before it where that is not the site's main one */
    public boolean masks(String page) {
        String path = page.substring(Math.max(0, page.indexOf('/')));
        return maskedPages.stream().anyMatch(pattern -> PageGlob.matches(pattern, path));
    }
}
