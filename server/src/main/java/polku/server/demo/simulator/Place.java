package polku.server.demo.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Language;
import polku.server.demo.shop.Texts;

/**
 * One page of the shop in one language.
 *
 * @param slug of the article or of the way to brew; empty elsewhere
 * @param product that it shows; of the other pages the one looked at last
 * @param query of its address
 */
record Place(ShopPage page, Language language, String slug, Product product, String query) {
    private static final Map<Language, Texts> TEXTS = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            TEXTS.put(language, Texts.load(language));
        }
    }

    /** What the shop says under a key of its texts. */
    static String say(Language language, String key) {
        Texts texts = TEXTS.get(language);
        if (texts == null) {
            throw new IllegalArgumentException("the shop does not speak " + language);
        }
        return texts.text(key);
    }

    /** A page that needs no name. */
    static Place of(ShopPage page, Language language, Product product) {
        return new Place(page, language, "", product, "");
    }

    static Place article(String slug, Language language, Product product) {
        return new Place(ShopPage.ARTICLE, language, slug, product, "");
    }

    /** @param way as in {@code /guide/press} */
    static Place guide(String way, Language language, Product product) {
        return new Place(ShopPage.GUIDE, language, way, product, "");
    }

    static Place results(String term, Language language, Product product) {
        return new Place(
                ShopPage.SEARCH, language, "", product, "q=" + URLEncoder.encode(term, StandardCharsets.UTF_8));
    }

    /** With what a link from elsewhere adds to the address. */
    Place withQuery(String other) {
        return new Place(page, language, slug, product, other);
    }

    /** As reports show it: without a slash at the end. */
    String path() {
        String path = address("");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** As the link to it has it. */
    String address() {
        return address(query.isEmpty() ? "" : "?" + query);
    }

    private String address(String end) {
        String name = page == ShopPage.PRODUCT ? product.slug() : slug;
        return language.address(name.isEmpty() ? page.path() : page.path() + "/" + name) + end;
    }

    String title() {
        return switch (page) {
            case PRODUCT -> product.name() + " – Paahto";
            case ARTICLE -> Articles.title(slug, language) + " – Paahto";
            case GUIDE ->
                say(language, "js.guide.title")
                        .replace("{way}", say(language, "js.guide." + (slug.isEmpty() ? "pour-over" : slug)));
            default -> say(language, "title." + page.title());
        };
    }
}
