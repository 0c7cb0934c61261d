package polku.storage.read.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.control.Goal;
import polku.storage.control.PageGlob;
import polku.storage.read.Buckets;
import polku.storage.read.Interval;
import polku.storage.read.Period;
import polku.storage.read.RandomTerms;
import polku.storage.read.RecordedSession;
import polku.storage.read.RecordedSession.Hit;
import polku.storage.read.RecordedSite;
import polku.storage.testing.TestClickHouse;
import polku.storage.write.Client;
import polku.storage.write.InteractionRow;
import polku.storage.write.InteractionRow.Kind;
import polku.storage.write.ReplayRow;
import polku.storage.write.RowWriter;

/** Random questions about recorded sessions, answered by ClickHouse and by plain loops over what was stored. */
final class ReplayOracleTest {
    private static final int SITE = 7;
    private static final List<Kind> KINDS = List.of(
            Kind.CLICK,
            Kind.CLICK,
            Kind.RAGE_CLICK,
            Kind.DEAD_CLICK,
            Kind.ERROR_CLICK,
            Kind.ERROR,
            Kind.FAILED_REQUEST,
            Kind.VITAL);
    private static final Map<Kind, String> NAMES = Map.of(
            Kind.CLICK,
            "click",
            Kind.RAGE_CLICK,
            "rageClick",
            Kind.DEAD_CLICK,
            "deadClick",
            Kind.ERROR_CLICK,
            "errorClick",
            Kind.ERROR,
            "error",
            Kind.FAILED_REQUEST,
            "failedRequest",
            Kind.VITAL,
            "vital");
    private static final List<String> ABOUT = List.of("#buy", "main > a", "{v0:String}", "'; --", "ä漢🙂");
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private static HttpClickHouse clickHouse;
    private static List<Made> made;

    /** A session with all that is stored of it. */
    private record Made(RecordedSession session, List<InteractionRow> interactions, List<ReplayRow> chunks) {
        long count(Kind kind) {
            return interactions.stream().filter(each -> each.kind() == kind).count();
        }

        long frustration() {
            return 3 * count(Kind.RAGE_CLICK)
                    + 2 * count(Kind.ERROR_CLICK)
                    + count(Kind.DEAD_CLICK)
                    + 2 * count(Kind.ERROR)
                    + count(Kind.FAILED_REQUEST);
        }

        long recorded() {
            return chunks.stream()
                            .mapToLong(row -> row.at() + row.length())
                            .max()
                            .orElse(0)
                    - chunks.stream().mapToLong(ReplayRow::at).min().orElse(0);
        }

        double revenue() {
            return session.events().stream()
                    .filter(Made::isOwn)
                    .mapToDouble(hit -> hit.revenue().doubleValue())
                    .sum();
        }

        static boolean isOwn(Hit hit) {
            return hit.revenue() != null
                    && (hit.currency().isEmpty() || hit.currency().equals("EUR"));
        }

        boolean overlaps(Period period) {
            return !session.events().isEmpty()
                    && session.startedAt() < period.toMillis()
                    && session.endedAt() >= period.fromMillis();
        }
    }

    @BeforeAll
    static void fill() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        made = store(SITE, 21);
        // Another site with the same ids: nothing of it may show.
        store(SITE + 1, 22);
    }

    @AfterAll
    static void close() {
        clickHouse.close();
    }

    private static List<Made> store(int site, int seed) {
        Random random = new Random(seed);
        List<RecordedSession> sessions = RandomTerms.sessions(random, 600);
        RecordedSite.store(clickHouse, site, sessions, random, hit -> Client.NONE);
        List<Made> all = new ArrayList<>();
        RowWriter interactions = new RowWriter();
        RowWriter chunks = new RowWriter();
        for (RecordedSession session : sessions) {
            Made each = new Made(session, new ArrayList<>(), new ArrayList<>());
            all.add(each);
            for (Hit hit : session.events()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    InteractionRow row = interaction(random, site, session, hit);
                    each.interactions().add(row);
                    stamped(interactions, session.id(), () -> row.encode(interactions));
                }
            }
            for (int i = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(6); i > 0; i--) {
                ReplayRow row = new ReplayRow(
                        site,
                        session.visitor(),
                        session.startedAt() + random.nextInt(60_000),
                        NOW.toEpochMilli() - 90_000,
                        random.nextInt(2),
                        random.nextInt(6),
                        0,
                        1,
                        random.nextInt(9_000),
                        0,
                        1,
                        i == 1,
                        "[]");
                each.chunks().add(row);
                stamped(chunks, session.id(), () -> row.encode(chunks));
            }
        }
        clickHouse.insert("interactions", interactions.array(), 0, interactions.length(), "i" + site);
        clickHouse.insert("replay_chunks", chunks.array(), 0, chunks.length(), "c" + site);
        return all;
    }

    private static void stamped(RowWriter rows, long session, Runnable encode) {
        int start = rows.length();
        encode.run();
        ByteBuffer.wrap(rows.array()).order(ByteOrder.LITTLE_ENDIAN).putLong(start + 12, session);
    }

    private static InteractionRow interaction(Random random, int site, RecordedSession session, Hit hit) {
        Kind kind = RecordedSession.of(random, KINDS);
        String about = RecordedSession.of(random, ABOUT);
        boolean click = NAMES.get(kind).endsWith("lick");
        return new InteractionRow(
                site,
                session.visitor(),
                hit.at(),
                hit.at(),
                1,
                kind,
                hit.hostname(),
                hit.page(),
                "desktop",
                800,
                600,
                InteractionRow.Spot.of(click ? about : ""),
                InteractionRow.Attention.NONE,
                new InteractionRow.Detail(
                        "GET",
                        kind == Kind.FAILED_REQUEST ? about : "",
                        kind == Kind.ERROR ? about : "",
                        "",
                        "",
                        0,
                        500));
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void list_isWhatTheDefinitionsSay(int seed) {
        Random random = new Random(seed);
        Period period = RandomTerms.period(random, RecordedSession.of(random, RandomTerms.ZONES), null);
        ReplayQuestion.By by = RecordedSession.of(random, List.of(ReplayQuestion.By.values()));
        Integer frustration = random.nextInt(3) == 0 ? random.nextInt(8) : null;
        Integer pages = random.nextInt(3) == 0 ? random.nextInt(4) : null;
        Boolean purchased = random.nextInt(4) == 0 ? random.nextBoolean() : null;
        Goal goal = random.nextInt(4) == 0 ? RecordedSession.of(random, RandomTerms.GOALS) : null;
        boolean is = random.nextBoolean();
        String error = random.nextInt(4) == 0 ? RecordedSession.of(random, ABOUT) : null;
        String selector = random.nextInt(4) == 0 ? RecordedSession.of(random, ABOUT) : null;
        int least = random.nextInt(20);
        ReplayQuestion question = new ReplayQuestion(
                SITE,
                period,
                List.of(),
                new ReplayWhere(
                        selector == null ? null : new ReplayWhere.Clicked(selector, null, "click"),
                        error,
                        null,
                        frustration,
                        null,
                        pages == null ? null : new ReplayWhere.Range(pages, null),
                        null,
                        purchased,
                        goal == null ? null : new ReplayWhere.Converted(goal, is),
                        null,
                        null,
                        null,
                        null),
                List.of(new ReplayQuestion.Order(by, random.nextBoolean())),
                least,
                NOW,
                RandomTerms.GOALS,
                "EUR",
                0,
                200);

        ReplayStore.Page answer = new ReplayStore(clickHouse).answer(question);

        ToDoubleFunction<Made> column = switch (by) {
            case STARTED_AT -> one -> one.session().startedAt();
            case DURATION -> Made::recorded;
            case PAGES -> one -> one.session().pageviews().size();
            case CLICKS -> one -> one.count(Kind.CLICK);
            case FRUSTRATION -> Made::frustration;
            case ERRORS -> one -> one.count(Kind.ERROR);
            case REVENUE -> one -> Math.round(one.revenue() * 10_000);
            case ACTIVITY -> one -> one.session().engagedMs();
        };
        Comparator<Made> order = Comparator.comparingDouble(column);
        List<Made> expected = made.stream()
                .filter(one -> one.overlaps(period) && !one.chunks().isEmpty())
                .filter(one -> one.recorded() >= least * 1000L)
                .filter(one -> frustration == null || one.frustration() >= frustration)
                .filter(one -> pages == null || one.session().pageviews().size() >= pages)
                .filter(one -> purchased == null
                        || purchased
                                == one.session().events().stream()
                                        .anyMatch(hit -> hit.name().equals("purchase")))
                .filter(one ->
                        goal == null || is == one.session().events().stream().anyMatch(hit -> reaches(goal, hit)))
                .filter(one -> error == null
                        || one.interactions().stream()
                                .anyMatch(i -> i.kind() == Kind.ERROR
                                        && i.detail().message().equals(error)))
                .filter(one -> selector == null
                        || one.interactions().stream()
                                .anyMatch(i -> i.kind() == Kind.CLICK
                                        && i.spot().selector().equals(selector)))
                .sorted((question.order().get(0).descending() ? order.reversed() : order)
                        .thenComparing(one -> -one.session().startedAt())
                        .thenComparing(one -> one.session().id()))
                .toList();
        assertThat(answer.total()).isEqualTo(expected.size());
        assertThat(answer.rows().stream().map(Replay::session))
                .as("%s", question)
                .isEqualTo(expected.stream()
                        .limit(200)
                        .map(one -> one.session().id())
                        .toList());
        Map<Long, Made> byId = new HashMap<>();
        expected.forEach(one -> byId.put(one.session().id(), one));
        for (Replay row : answer.rows()) {
            Made one = byId.get(row.session());
            assertThat(row.recorded()).isEqualTo(one.recorded());
            assertThat(row.clicks().clicks()).isEqualTo(one.count(Kind.CLICK));
            assertThat(row.frustration()).isEqualTo(one.frustration());
            assertThat(row.pages()).isEqualTo(one.session().pageviews().size());
            assertThat(row.revenue().doubleValue()).isCloseTo(one.revenue(), org.assertj.core.data.Offset.offset(1e-6));
            assertThat(row.goals())
                    .isEqualTo(RandomTerms.GOALS.stream()
                            .filter(each -> one.session().events().stream().anyMatch(hit -> reaches(each, hit)))
                            .map(Goal::id)
                            .toList());
            assertThat(row.returning())
                    .isEqualTo(made.stream()
                            .anyMatch(other ->
                                    other.session().visitor() == one.session().visitor()
                                            && !other.session().events().isEmpty()
                                            && other.session().startedAt()
                                                    < one.session().startedAt()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void quantify_isWhatTheDefinitionsSay(int seed) {
        Random random = new Random(seed);
        ZoneId zone = RecordedSession.of(random, RandomTerms.ZONES);
        Period period = RandomTerms.period(random, zone, null);
        Period previous = new Period(period.from().minusSeconds(86_400), period.from());
        Kind kind = RecordedSession.of(random, KINDS.subList(0, 7));
        String about = random.nextBoolean() ? RecordedSession.of(random, ABOUT) : null;
        boolean click = NAMES.get(kind).endsWith("lick");
        List<Goal> goals = random.nextBoolean() ? RandomTerms.GOALS : List.of();
        QuantifyQuestion question = new QuantifyQuestion(
                SITE,
                new QuantifyQuestion.Signal(
                        NAMES.get(kind),
                        kind == Kind.ERROR ? about : null,
                        click ? about : null,
                        kind == Kind.FAILED_REQUEST ? about : null,
                        null,
                        null,
                        null),
                period,
                previous,
                List.of(),
                goals,
                "EUR",
                Buckets.of(period, Interval.DAY, zone));

        Quantified answer = new QuantifyStore(clickHouse).answer(question);

        List<Made> all = made.stream().filter(one -> one.overlaps(period)).toList();
        Map<Made, Long> times = new HashMap<>();
        Set<Long> visitors = new HashSet<>();
        long converted = 0;
        for (Made one : all) {
            long count = occurrences(one, kind, about, period);
            if (count > 0) {
                times.put(one, count);
                visitors.add(one.session().visitor());
                converted += one.session().events().stream()
                                .filter(hit -> hit.at() >= period.fromMillis() && hit.at() < period.toMillis())
                                .anyMatch(hit -> goals.isEmpty()
                                        ? hit.name().equals("purchase")
                                        : goals.stream().anyMatch(goal -> reaches(goal, hit)))
                        ? 1
                        : 0;
            }
        }
        assertThat(answer.with().sessions()).as("%s", question).isEqualTo(times.size());
        assertThat(answer.without().sessions()).isEqualTo(all.size() - times.size());
        assertThat(answer.occurrences())
                .isEqualTo(times.values().stream().mapToLong(Long::longValue).sum());
        assertThat(answer.visitors()).isEqualTo(visitors.size());
        assertThat(answer.with().converted()).isEqualTo(converted);
        assertThat(answer.replays())
                .isEqualTo(times.keySet().stream()
                        .filter(one -> !one.chunks().isEmpty())
                        .count());
        assertThat(answer.trend().stream().mapToLong(Quantified.Step::sessions).sum())
                .isEqualTo(times.size());
        assertThat(answer.trend().stream()
                        .mapToLong(Quantified.Step::allSessions)
                        .sum())
                .isEqualTo(all.size());
        assertThat(answer.browsers().stream()
                        .mapToLong(Quantified.Value::sessions)
                        .sum())
                .isEqualTo(times.size());
        assertThat(answer.previous())
                .isEqualTo(made.stream()
                        .filter(one -> one.overlaps(previous) && occurrences(one, kind, about, previous) > 0)
                        .count());
    }

    private static long occurrences(Made one, Kind kind, String about, Period period) {
        return one.interactions().stream()
                .filter(row -> row.kind() == kind && row.at() >= period.fromMillis() && row.at() < period.toMillis())
                .filter(row -> about == null
                        || about.equals(row.spot().selector())
                        || about.equals(row.detail().message())
                        || about.equals(row.detail().target()))
                .count();
    }

    private static boolean reaches(Goal goal, Hit hit) {
        return goal.event() != null
                ? hit.name().equals(goal.event())
                : hit.isPageview() && PageGlob.matches(goal.page(), hit.page());
    }
}
