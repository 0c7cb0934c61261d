package polku.server.demo.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the shop sells, as {@code catalogue.json} says it. The pages and the simulated buyers read the same one.
 *
 * @param grinds their English names, which reports know them by
 * @param synonyms what people say for a word of the catalogue, "decaf" → "caffeine-free", of both languages
 */
public record Catalogue(List<Product> products, List<String> grinds, Map<String, String> synonyms) {

    public static Catalogue load() {
        try {
            return new ObjectMapper().readValue(Template.load("catalogue.json").source(), Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<Product> find(String slug) {
        return products.stream().filter(product -> product.slug().equals(slug)).findFirst();
    }

    /**
     * The products in which every word of {@code query}, or what it stands for, occurs, in the catalogue's order; none for
     * a blank query.
     */
    public List<Product> search(String query, Language language) {
        return search(query, language, synonyms);
    }

    /** As {@link #search}, but only for the words that the catalogue itself uses. */
    public List<Product> searchLiterally(String query, Language language) {
        return search(query, language, Map.of());
    }

    private List<Product> search(String query, Language language, Map<String, String> synonyms) {
        List<String> words = Stream.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> synonyms.getOrDefault(word, word))
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return products.stream()
                .filter(product -> words.stream().allMatch(product.words(language)::contains))
                .toList();
    }

    /**
     * @param roast "light", "medium", "dark" or "decaf"; reports know it as the category
     * @param best whether the front page shows it
     * @param brews the ways of brewing that suit it: "filter", "espresso", "press"
     * @param bag the bag's colour, {@code shade} that of its folds, {@code label} and {@code ink} of what is printed on it
     * @param ground a pale colour for it to stand on
     * @param body how full it is, {@code brightness} and {@code sweetness} likewise, 1–5
     * @param in what is said of it, by language
     */
    public record Product(
            String slug,
            String name,
            String roast,
            boolean best,
            boolean fresh,
            List<String> brews,
            String bag,
            String shade,
            String label,
            String ink,
            String ground,
            int body,
            int brightness,
            int sweetness,
            List<Size> sizes,
            Map<String, Description> in) {

        public Product {
            for (Language language : Language.values()) {
                if (!in.containsKey(language.code())) {
                    throw new IllegalArgumentException(slug + " is not described in " + language.code());
                }
            }
        }

        Description in(Language language) {
            return Objects.requireNonNull(in.get(language.code()));
        }

        String words(Language language) {
            Description said = in(language);
            return String.join(
                            " ",
                            slug,
                            name,
                            said.meaning(),
                            said.roast(),
                            said.origin(),
                            String.join(" ", said.notes()),
                            said.process())
                    .toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param meaning what the name says, in this language
     * @param roast the roast in words
     * @param brewing how the roasters brew it, a paragraph each
     */
    public record Description(
            String meaning,
            String roast,
            String origin,
            List<String> notes,
            String process,
            String altitude,
            String story,
            List<String> brewing,
            List<Review> reviews) {}

    /** @param stars 1–5 */
    public record Review(int stars, String name, String words) {}

    /** A bag's size and its price in euro cents. */
    public record Size(String label, int cents) {}
}
