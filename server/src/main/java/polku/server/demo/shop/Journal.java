package polku.server.demo.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import polku.server.demo.shop.Frame.Head;

/**
 * The roasters' journal in one language. {@code articles/articles.json} lists the articles, newest first; the text of
 * each is {@code articles/<slug>.<language>.html}, its drawing {@code articles/<slug>.svg}.
 */
final class Journal {
    private static final int WORDS_A_MINUTE = 180;
    private static final int MOST_CARDS = 3;

    private final Frame frame;
    private final Texts texts;
    private final List<Article> articles;
    private final Template card = Template.load("parts/article-card.html");
    private final Template page = Template.load("pages/article.html");

    Journal(Frame frame) {
        this.frame = frame;
        this.texts = frame.texts();
        try {
            this.articles = List.of(new ObjectMapper()
                    .readValue(Template.load("articles/articles.json").source(), Article[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> slugs() {
        return articles.stream().map(Article::slug).toList();
    }

    /** The list of all articles. */
    String list() {
        String main = Template.load("pages/journal.html").fill(frame.values(Map.of("articles", cards(articles))));
        return frame.around(main, new Head(texts.title("journal"), texts.text("description.journal"), "/journal", ""));
    }

    String article(String slug) {
        Article article = articles.stream()
                .filter(one -> one.slug().equals(slug))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = values(article);
        values.put("body", body(article));
        values.put("articles", cards(slug));
        Headline headline = headline(article);
        return frame.around(
                page.fill(values),
                new Head(headline.title() + " – Paahto", headline.lead(), "/journal/" + slug, "article.js"));
    }

    /** Cards of the newest, but for the one that is being read. */
    String cards(String read) {
        return cards(articles.stream()
                .filter(article -> !article.slug().equals(read))
                .limit(MOST_CARDS)
                .toList());
    }

    private String cards(List<Article> shown) {
        return shown.stream().map(article -> card.fill(values(article))).collect(Collectors.joining("\n"));
    }

    private Map<String, String> values(Article article) {
        Headline headline = headline(article);
        int words = body(article).split("\\s+").length;
        String minutes = Integer.toString(Math.max(1, Math.round((float) words / WORDS_A_MINUTE)));
        return frame.values(Map.of(
                "article",
                article.slug(),
                "article-title",
                headline.title(),
                "article-lead",
                headline.lead(),
                "date",
                date(article),
                "minutes",
                texts.text("journal.minutes", "minutes", minutes),
                "art",
                Template.load("articles/" + article.slug() + ".svg").source()));
    }

    private String body(Article article) {
        return Template.load(
                        "articles/" + article.slug() + "." + texts.language().code() + ".html")
                .fill(Map.of("root", texts.language().root()));
    }

    private String date(Article article) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(
                texts.language() == Language.FINNISH ? "d.M.yyyy" : "d MMMM yyyy",
                texts.language().locale());
        return LocalDate.parse(article.date()).format(format);
    }

    private Headline headline(Article article) {
        return Objects.requireNonNull(article.in().get(texts.language().code()), article.slug());
    }

    /** @param date as in ISO 8601 */
    record Article(String slug, String date, Map<String, Headline> in) {}

    record Headline(String title, String lead) {}
}
