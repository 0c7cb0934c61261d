package polku.server.demo.shop;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polku.server.demo.shop.Catalogue.Description;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Catalogue.Review;
import polku.server.demo.shop.Catalogue.Size;
import polku.server.demo.shop.Frame.Head;

/** Renders what shows products, in one language: cards, their own pages, the price list, and the drawings of their bags. */
final class Products {
    private static final int BEST = 5;
    private static final int MOST_OTHERS = 3;

    /** Percent of a kilo's price, for 5, 10 and 20 kg. */
    private static final List<Integer> WHOLESALE = List.of(72, 68, 63);

    private final Catalogue catalogue;
    private final Frame frame;
    private final Texts texts;
    private final Template product = Template.load("pages/product.html");
    private final Template card = Template.load("parts/card.html");
    private final Template size = Template.load("parts/size.html");
    private final Template review = Template.load("parts/review.html");

    Products(Catalogue catalogue, Frame frame) {
        this.catalogue = catalogue;
        this.frame = frame;
        this.texts = frame.texts();
    }

    String cards(List<Product> products) {
        return all(products, shown -> card.fill(values(shown)));
    }

    String page(Product shown) {
        Description said = shown.in(texts.language());
        Map<String, String> values = values(shown);
        values.put("story", said.story());
        values.put("process", said.process());
        values.put("altitude", said.altitude());
        values.put("bag-words", texts.text("product.bag", "name", shown.name()));
        values.put("price", money(shown.sizes().get(0).cents()));
        values.put("sizes", all(shown.sizes(), one -> size(shown, one)));
        values.put("grinds", all(catalogue.grinds(), this::grind));
        values.put("body", level(shown.body()));
        values.put("brightness", level(shown.brightness()));
        values.put("sweetness", level(shown.sweetness()));
        values.put("brewing", all(said.brewing(), words -> "<p>" + Template.escape(words) + "</p>"));
        values.put("reviews", all(said.reviews(), this::review));
        double average =
                said.reviews().stream().mapToInt(Review::stars).average().orElse(0);
        values.put("average", String.format(texts.language().locale(), "%.1f", average));
        values.put("stars", stars((int) Math.round(average)));
        values.put(
                "review-count",
                texts.text(
                        "product.reviews.count",
                        "count",
                        Integer.toString(said.reviews().size())));
        values.put("others", cards(others(shown)));
        for (int grain = 1; grain <= 4; grain++) {
            values.put("grain-" + grain, grains(grain));
        }
        return frame.around(
                product.fill(values),
                new Head(texts.title(shown), said.story(), "/coffee/" + shown.slug(), "product.js"));
    }

    /** A table's rows with prices for cafés. */
    String priceList() {
        return all(catalogue.products(), shown -> {
            Description said = shown.in(texts.language());
            int kilo = shown.sizes().get(shown.sizes().size() - 1).cents();
            String prices = all(WHOLESALE, percent -> "<td>" + money(kilo * percent / 100) + "</td>");
            return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td>%s</tr>"
                    .formatted(
                            Template.escape(shown.name()),
                            Template.escape(said.origin()),
                            Template.escape(said.roast()),
                            prices);
        });
    }

    /** The drawing of a product's bag, as an SVG file; the same in both languages. */
    static String bag(Product shown) {
        Description said = shown.in(Language.ENGLISH);
        return Template.load("parts/bag.svg")
                .fill(Map.of(
                        "name", shown.name(),
                        "origin", said.origin(),
                        "bag", shown.bag(),
                        "shade", shown.shade(),
                        "label", shown.label(),
                        "ink", shown.ink(),
                        "art", Template.load("art/" + shown.slug() + ".svg").source()));
    }

    private Map<String, String> values(Product shown) {
        Description said = shown.in(texts.language());
        Map<String, String> values = new HashMap<>();
        values.put("slug", shown.slug());
        values.put("name", shown.name());
        values.put("meaning", said.meaning());
        values.put("roast", shown.roast());
        values.put("roast-words", said.roast());
        values.put("origin", said.origin());
        values.put("notes", String.join(", ", said.notes()));
        values.put("ground", shown.ground());
        values.put("brews", String.join(" ", shown.brews()));
        int cents = shown.sizes().get(0).cents();
        values.put("cents", Integer.toString(cents));
        values.put("from-price", texts.text("card.from", "price", money(cents)));
        values.put("body-level", Integer.toString(shown.body()));
        values.put("badge", shown.fresh() ? "<span class=\"badge\">" + texts.text("frame.new") + "</span>" : "");
        return frame.values(values);
    }

    /** Of the same roast, else the best loved. */
    private List<Product> others(Product shown) {
        List<Product> alike = catalogue.products().stream()
                .filter(other -> !other.equals(shown) && other.roast().equals(shown.roast()))
                .toList();
        List<Product> others = alike.size() >= MOST_OTHERS
                ? alike
                : catalogue.products().stream()
                        .filter(other -> !other.equals(shown) && other.best())
                        .toList();
        return others.subList(0, Math.min(MOST_OTHERS, others.size()));
    }

    private String size(Product shown, Size one) {
        return size.fill(Map.of(
                "label", one.label(),
                "cents", Integer.toString(one.cents()),
                "price", money(one.cents()),
                "checked", one.equals(shown.sizes().get(0)) ? " checked" : ""));
    }

    private String grind(String grind) {
        return "<option value=\"%s\">%s</option>"
                .formatted(Template.escape(grind), Template.escape(texts.text("grind." + grind)));
    }

    private String review(Review one) {
        return review.fill(Map.of("stars", stars(one.stars()), "reviewer", one.name(), "review-words", one.words()));
    }

    private String stars(int count) {
        String words = texts.text("product.stars", "stars", Integer.toString(count));
        return "<span class=\"stars\" role=\"img\" aria-label=\"%s\">%s<i>%s</i></span>"
                .formatted(words, "★".repeat(count), "★".repeat(BEST - count));
    }

    private String level(int level) {
        String words = texts.text("product.level", "level", Integer.toString(level));
        String dots = IntStream.rangeClosed(1, BEST)
                .mapToObj(dot -> dot <= level ? "<i class=\"full\"></i>" : "<i></i>")
                .collect(Collectors.joining());
        return "<span class=\"level\" role=\"img\" aria-label=\"%s\">%s</span>".formatted(words, dots);
    }

    /** Grains of coffee, the coarser the larger. */
    private static String grains(int coarse) {
        String dots = IntStream.range(0, 5)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "<circle cx=\"%d\" cy=\"%d\" r=\"%.1f\"/>",
                        10 + i * 13,
                        i % 2 == 0 ? 12 : 16,
                        1.1 * coarse + 0.4))
                .collect(Collectors.joining());
        return "<svg viewBox=\"0 0 72 28\" width=\"72\" height=\"28\" fill=\"#5b3a28\" aria-hidden=\"true\">" + dots
                + "</svg>";
    }

    private String money(int cents) {
        return texts.language().money(cents);
    }

    private static <T> String all(List<T> items, Function<T, String> one) {
        return items.stream().map(one).collect(Collectors.joining("\n"));
    }
}
