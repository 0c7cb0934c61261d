package polku.server.demo.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the shop sells, as {@code catalogue.json} says it. The pages and the simulated buyers read the same one. */
public record Catalogue(List<Product> products, List<String> grinds) {

    public static Catalogue load() {
        try (InputStream json = Objects.requireNonNull(
                Catalogue.class.getResourceAsStream("/polku/demo/shop/catalogue.json"), "catalogue.json is missing")) {
            return new ObjectMapper().readValue(json, Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<Product> find(String slug) {
        return products.stream().filter(product -> product.slug().equals(slug)).findFirst();
    }

    /** The products in which every word of {@code query} occurs, in the catalogue's order; none for a blank query. */
    public List<Product> search(String query) {
        List<String> words = Stream.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return products.stream()
                .filter(product -> words.stream().allMatch(product.words()::contains))
                .toList();
    }

    /**
     * @param meaning the Finnish name in English
     * @param best whether the front page shows it
     * @param bag the bag's colour, {@code shade} that of its folds, {@code label} and {@code ink} of what is printed on it
     */
    public record Product(
            String slug,
            String name,
            String meaning,
            String roast,
            String origin,
            List<String> notes,
            String process,
            String altitude,
            boolean best,
            String story,
            String bag,
            String shade,
            String label,
            String ink,
            List<Size> sizes) {

        String words() {
            return String.join(" ", slug, name, meaning, roast, origin, String.join(" ", notes), process)
                    .toLowerCase(Locale.ROOT);
        }
    }

    /** A bag's size and its price in euro cents. */
    public record Size(String label, int cents) {}
}
