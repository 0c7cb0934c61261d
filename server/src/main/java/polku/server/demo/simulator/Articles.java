package polku.server.demo.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import polku.server.demo.shop.Language;

/** What there is to read in the shop's journal, newest first. */
final class Articles {
    private static final List<Article> ALL = load();

    private Articles() {}

    static List<String> slugs() {
        return ALL.stream().map(Article::slug).toList();
    }

    static String title(String slug, Language language) {
        return ALL.stream()
                .filter(article -> article.slug().equals(slug))
                .map(article -> Objects.requireNonNull(article.in().get(language.code()))
                        .title())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no article " + slug));
    }

    private static List<Article> load() {
        try (InputStream json = Objects.requireNonNull(
                Articles.class.getResourceAsStream("/polku/demo/shop/articles/articles.json"),
                "articles.json is missing")) {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Article(String slug, String date, Map<String, Headline> in) {}

    record Headline(String title, String lead) {}
}
