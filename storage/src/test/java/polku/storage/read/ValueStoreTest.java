package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.UrlGroup;
import polku.storage.read.RecordedSession.Hit;
import polku.storage.testing.TestClickHouse;

/** Suggestions from random sessions, held against counting by hand. */
class ValueStoreTest {
    private static final int SITE = 7;
    private static final Period PERIOD =
            new Period(Instant.parse("2026-10-10T03:00:00Z"), Instant.parse("2026-10-20T15:30:00Z"));

    private static HttpClickHouse clickHouse;
    private static List<RecordedSession> sessions;
    private static ValueStore store;

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        Random random = new Random(3);
        sessions = random(random);
        RecordedSite.store(clickHouse, SITE, sessions, random);
        RecordedSite.store(clickHouse, SITE + 1, random(random), random);
        store = new ValueStore(clickHouse);
    }

    @AfterAll
    static void close() {
        clickHouse.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "OO", "quotes'", "nosuch"})
    void values_ofWhatDescribesASession_areCountedBySessions(String search) {
        assertThat(values(Dimension.OfSession.SOURCE, search))
                .isEqualTo(counted(
                        sessions.stream()
                                .filter(session -> !session.events().isEmpty())
                                .filter(session -> session.startedAt() < PERIOD.toMillis()
                                        && session.endedAt() >= PERIOD.fromMillis())
                                .map(session -> session.attribution().source()),
                        search));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BLOG", "\\", "Ä漢", "\0"})
    void values_ofPages_areCountedByPageviews(String search) {
        assertThat(values(Dimension.OfEvent.PAGE, search))
                .isEqualTo(counted(hits().filter(Hit::isPageview).map(Hit::page), search));
    }

    @Test
    void values_ofEventsPropertiesAndSearches_areCountedByEvents() {
        assertThat(values(Dimension.OfEvent.EVENT, "")).isEqualTo(counted(hits().map(Hit::name), ""));
        assertThat(values(new Dimension.Property("plan"), ""))
                .isEqualTo(counted(hits().map(hit -> hit.props().getOrDefault("plan", "")), ""));
        assertThat(values(Dimension.OfNamedEvent.SEARCH, ""))
                .isEqualTo(counted(
                        hits().filter(hit -> hit.name().equals("search"))
                                .map(hit -> hit.props().getOrDefault("term", "")),
                        ""));
    }

    @Test
    void values_ofGroups_areNamesAndThePagesInNone() {
        var groups = new Dimension.PageGroup(List.of(new UrlGroup("g", "s", "Blog", "/blog**", Instant.EPOCH)));
        Function<String, String> grouped = page -> page.startsWith("/blog") ? "Blog" : page;
        assertThat(values(groups, ""))
                .isEqualTo(counted(hits().filter(Hit::isPageview).map(Hit::page).map(grouped), ""));
        assertThat(values(groups, "LOG"))
                .isEqualTo(counted(hits().filter(Hit::isPageview).map(Hit::page).map(grouped), "LOG"));
    }

    @Test
    void values_areLimited_mostFrequentFirst() {
        List<ValueStore.Value> all = values(Dimension.OfEvent.PAGE, "");
        assertThat(store.values(new ValueQuestion(SITE, Dimension.OfEvent.PAGE, "", PERIOD, 2)))
                .isEqualTo(all.subList(0, 2));
    }

    @Test
    void properties_areNamedByEvent() {
        List<ValueStore.Property> expected = new ArrayList<>();
        Map<List<String>, Long> counts = new java.util.HashMap<>();
        hits().forEach(hit ->
                hit.props().keySet().forEach(key -> counts.merge(List.of(key, hit.name()), 1L, Long::sum)));
        counts.forEach((key, count) -> expected.add(new ValueStore.Property(key.get(0), key.get(1), count)));
        expected.sort(Comparator.comparingLong((ValueStore.Property property) -> -property.count())
                .thenComparing(ValueStore.Property::name)
                .thenComparing(ValueStore.Property::event));

        assertThat(store.properties(SITE, PERIOD)).isEqualTo(expected).hasSizeGreaterThan(10);
    }

    private static List<ValueStore.Value> values(Dimension dimension, String search) {
        return store.values(new ValueQuestion(SITE, dimension, search, PERIOD, 1000));
    }

    private static Stream<Hit> hits() {
        return sessions.stream()
                .flatMap(session -> session.events().stream())
                .filter(hit -> hit.at() >= PERIOD.fromMillis() && hit.at() < PERIOD.toMillis());
    }

    private static List<ValueStore.Value> counted(Stream<String> values, String search) {
        Map<String, Long> counts = new TreeMap<>();
        values.filter(value -> !value.isEmpty())
                .filter(value -> value.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)))
                .forEach(value -> counts.merge(value, 1L, Long::sum));
        return counts.entrySet().stream()
                .map(each -> new ValueStore.Value(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong((ValueStore.Value value) -> -value.count())
                        .thenComparing(
                                value -> value.value().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                java.util.Arrays::compareUnsigned))
                .toList();
    }

    private static List<RecordedSession> random(Random random) {
        return IntStream.range(0, 300)
                .mapToObj(i -> RecordedSession.random(
                        random, 1000 + i, PERIOD.fromMillis() - 200_000_000L, PERIOD.toMillis() + 100_000_000L))
                .toList();
    }
}
