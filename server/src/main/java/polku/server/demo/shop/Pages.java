package polku.server.demo.shop;

import java.util.List;
import java.util.Map;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Frame.Head;

/** Renders the shop's pages in one language. Everything but the search is the same for all, so it is rendered once. */
final class Pages {
    private final Catalogue catalogue;
    private final Frame frame;
    private final Texts texts;
    private final Products products;
    private final Journal journal;
    private final Template search = Template.load("pages/search.html");
    private final Template nothingFound = Template.load("parts/nothing-found.html");

    Pages(Catalogue catalogue, Frame frame) {
        this.catalogue = catalogue;
        this.frame = frame;
        this.texts = frame.texts();
        this.products = new Products(catalogue, frame);
        this.journal = new Journal(frame);
    }

    Language language() {
        return texts.language();
    }

    Journal journal() {
        return journal;
    }

    String home() {
        List<Product> best = catalogue.products().stream().filter(Product::best).toList();
        return page(
                "home",
                "/",
                "",
                Map.of(
                        "best", products.cards(best),
                        "articles", journal.cards(""),
                        "hero", Template.load("parts/hero.svg").source()));
    }

    String coffee() {
        return page("coffee", "/coffee", "coffee.js", Map.of("cards", products.cards(catalogue.products())));
    }

    String product(Product shown) {
        return products.page(shown);
    }

    String guide(String path) {
        List<Product> easy = catalogue.products().stream()
                .filter(product -> product.brews().contains("press"))
                .limit(3)
                .toList();
        return page("guide", path, "guide.js", Map.of("cards", products.cards(easy)));
    }

    String wholesale() {
        return page("wholesale", "/wholesale", "", Map.of("rows", products.priceList()));
    }

    /**
     * The results for what a visitor typed; a blank query asks for nothing.
     *
     * @param found what the catalogue has for it
     */
    String search(String query, List<Product> found) {
        boolean nothing = found.isEmpty() && !query.isBlank();
        String main = search.fill(frame.values(Map.of(
                "query",
                query,
                "sentence",
                sentence(query, found.size()),
                "cards",
                products.cards(found),
                "nothing",
                nothing ? nothingFound.fill(frame.values(Map.of())) : "")));
        String results = query.isBlank() ? "" : meta("polku-results", Integer.toString(found.size()));
        return frame.around(
                main, new Head(texts.title("search"), texts.text("description.search"), "/search", "", results));
    }

    /** A step of the checkout; all three are one document. */
    String checkout(String step) {
        String main = Template.load("pages/checkout.html").fill(frame.values(Map.of()));
        return frame.around(
                main,
                new Head(
                        texts.title(step + "-step"),
                        texts.text("description.checkout"),
                        "/checkout/" + step,
                        "checkout.js"));
    }

    /** A page without values of its own; its file is called {@code name}, {@code script} may be empty. */
    String plain(String name, String path, String script) {
        return page(name, path, script, Map.of());
    }

    String thankYou() {
        String main = Template.load("pages/thank-you.html").fill(frame.values(Map.of()));
        return frame.around(
                main,
                new Head(texts.title("thank-you"), texts.text("description.checkout"), "/thank-you", "thank-you.js"));
    }

    String notFound() {
        String main = Template.load("pages/not-found.html").fill(frame.values(Map.of()));
        // browsers that do not tell their pages the status read it here
        String status = meta("polku-status", "404");
        return frame.around(main, new Head(texts.title("not-found"), texts.text("missing.words"), "/", "", status));
    }

    private String page(String name, String path, String script, Map<String, String> values) {
        String main = Template.load("pages/" + name + ".html").fill(frame.values(values));
        return frame.around(main, new Head(texts.title(name), texts.text("description." + name), path, script));
    }

    private String sentence(String query, int count) {
        if (query.isBlank()) {
            return texts.text("search.ask");
        }
        String key = count == 0 ? "search.none" : count == 1 ? "search.one" : "search.many";
        return texts.text(key).replace("{count}", Integer.toString(count)).replace("{query}", query);
    }

    private static String meta(String name, String content) {
        return "<meta name=\"" + name + "\" content=\"" + content + "\">";
    }
}
