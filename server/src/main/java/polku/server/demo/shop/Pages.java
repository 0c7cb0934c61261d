package polku.server.demo.shop;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Size;

/** Renders the shop's pages. Everything but the search page is the same for all, so it is rendered once. */
final class Pages {
    private final Catalogue catalogue;
    private final String tracker;
    private final String site;
    private final Template layout = Template.load("pages/layout.html");
    private final Template product = Template.load("pages/product.html");
    private final Template search = Template.load("pages/search.html");
    private final Template card = Template.load("parts/card.html");
    private final Template size = Template.load("parts/size.html");
    private final Template bag = Template.load("parts/bag.svg");

    /** @param tracker the collector's origin, "http://localhost:8080", from where the snippet loads */
    Pages(Catalogue catalogue, String tracker, String site) {
        this.catalogue = catalogue;
        this.tracker = tracker;
        this.site = site;
    }

    String home() {
        List<Product> best = catalogue.products().stream().filter(Product::best).toList();
        String main = Template.load("pages/home.html")
                .fill(Map.of(
                        "best",
                        cards(best),
                        "hero",
                        Template.load("parts/hero.svg").source()));
        return frame(Titles.HOME, "Small-batch coffee from Tampere, roasted to order.", "", main);
    }

    String coffee() {
        String main = Template.load("pages/coffee.html").fill(Map.of("cards", cards(catalogue.products())));
        return frame(Titles.COFFEE, "Eight coffees, from light to dark, ground as you like.", "coffee.js", main);
    }

    String product(Product shown) {
        List<Product> others = catalogue.products().stream()
                .filter(other -> !other.equals(shown) && other.roast().equals(shown.roast()))
                .toList();
        if (others.size() < 3) {
            others = catalogue.products().stream()
                    .filter(other -> !other.equals(shown) && other.best())
                    .toList();
        }
        Map<String, String> values = values(shown);
        values.put("sizes", sizes(shown));
        values.put("grinds", all(catalogue.grinds(), grind -> "<option>" + Template.escape(grind) + "</option>"));
        values.put("others", cards(others.subList(0, Math.min(3, others.size()))));
        return frame(Titles.product(shown), shown.story(), "product.js", product.fill(values));
    }

    /** The results for what a visitor typed; a blank query asks for nothing. */
    String search(String query) {
        List<Product> found = catalogue.search(query);
        boolean nothing = found.isEmpty() && !query.isBlank();
        String main = search.fill(Map.of(
                "query",
                query,
                "sentence",
                sentence(query, found.size()),
                "cards",
                cards(found),
                "nothing",
                nothing ? Template.load("parts/nothing-found.html").source() : ""));
        String results = query.isBlank() ? "" : meta("polku-results", Integer.toString(found.size()));
        return frame(Titles.SEARCH, "Search the shop.", "", results, main);
    }

    /** A page without values of its own; its file and its script are called {@code name}. */
    String plain(String name, String title) {
        return frame(
                title,
                "Paahto, a small coffee roastery.",
                name + ".js",
                Template.load("pages/" + name + ".html").source());
    }

    String notFound() {
        String main = Template.load("pages/not-found.html").source();
        // browsers that do not tell their pages the status read it here
        return frame(Titles.NOT_FOUND, "Paahto, a small coffee roastery.", "", meta("polku-status", "404"), main);
    }

    /** The drawing of a product's bag, as an SVG file. */
    String bag(Product shown) {
        Map<String, String> values = values(shown);
        values.put("art", Template.load("art/" + shown.slug() + ".svg").source());
        return bag.fill(values);
    }

    private static String sentence(String query, int count) {
        if (query.isBlank()) {
            return "What do you feel like?";
        }
        return switch (count) {
            case 0 -> "Nothing tastes like “" + query + "” here, yet.";
            case 1 -> "One coffee for “" + query + "”.";
            default -> count + " coffees for “" + query + "”.";
        };
    }

    private static String meta(String name, String content) {
        return "<meta name=\"" + name + "\" content=\"" + content + "\">";
    }

    private String frame(String title, String description, String script, String main) {
        return frame(title, description, script, "", main);
    }

    private String frame(String title, String description, String script, String head, String main) {
        return layout.fill(Map.of(
                "title", title,
                "description", description,
                "head", head,
                "tracker", tracker,
                "site", site,
                "script", script.isEmpty() ? "" : "<script type=\"module\" src=\"/assets/" + script + "\"></script>",
                "main", main));
    }

    private String cards(List<Product> products) {
        return all(products, shown -> card.fill(values(shown)));
    }

    private String sizes(Product shown) {
        return all(
                shown.sizes(),
                one -> size.fill(Map.of(
                        "label", one.label(),
                        "cents", Integer.toString(one.cents()),
                        "price", euros(one),
                        "checked", one.equals(shown.sizes().get(0)) ? " checked" : "")));
    }

    private static Map<String, String> values(Product shown) {
        Map<String, String> values = new HashMap<>();
        values.put("slug", shown.slug());
        values.put("name", shown.name());
        values.put("meaning", shown.meaning());
        values.put("roast", shown.roast());
        values.put("origin", shown.origin());
        values.put("notes", String.join(", ", shown.notes()));
        values.put("process", shown.process());
        values.put("altitude", shown.altitude());
        values.put("story", shown.story());
        values.put("price", euros(shown.sizes().get(0)));
        values.put("bag", shown.bag());
        values.put("shade", shown.shade());
        values.put("label", shown.label());
        values.put("ink", shown.ink());
        return values;
    }

    private static String euros(Size size) {
        return String.format(Locale.ROOT, "%d,%02d\u00a0€", size.cents() / 100, size.cents() % 100);
    }

    private static <T> String all(List<T> items, Function<T, String> one) {
        return items.stream().map(one).collect(Collectors.joining("\n"));
    }
}
