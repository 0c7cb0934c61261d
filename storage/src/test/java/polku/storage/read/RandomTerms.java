package polku.storage.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.control.UrlGroup;

/** What random questions are made of: periods around changes of the clock, filters of every kind, goals and URL groups. */
public final class RandomTerms {
    /** Clocks are set in Lord Howe (by half an hour) on 4 October, in Helsinki on the 25th, in New York on 1 November. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 9, 30);

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 3);
    public static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Helsinki"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("UTC"));
    public static final List<Goal> GOALS = List.of(
            new Goal("g1", "s", "Signed up", null, "signup", null, Instant.EPOCH),
            new Goal("g2", "s", "Blog", "/blog/*", null, null, Instant.EPOCH),
            new Goal("g3", "s", "Any blog", "/bl**", null, null, Instant.EPOCH),
            new Goal("g4", "s", "Exact", "/shop", null, null, Instant.EPOCH),
            new Goal("g5", "s", "Odd", "/*漢*\\", null, null, Instant.EPOCH));
    private static final List<String> REGEXES =
            List.of("^/blog", "[aeiou]{1}$", "a|o", "(?i)GOOGLE", "\\\\", "^.{3,8}$", "\\.org$", "^$", "'");

    public static final Dimension.PageGroup GROUPS = new Dimension.PageGroup(List.of(
            group("Blog posts", "/blog/*"), group("nul\0'", "/blog/**"), group("/x", "/x"), group("Odd", "/*漢*\\")));

    /** Sessions of those weeks. */
    public static List<RecordedSession> sessions(Random random, int count) {
        long earliest = FIRST_DAY
                .minusDays(2)
                .atStartOfDay(ZoneId.of("UTC"))
                .toInstant()
                .toEpochMilli();
        long latest =
                LAST_DAY.plusDays(2).atStartOfDay(ZoneId.of("UTC")).toInstant().toEpochMilli();
        return IntStream.range(0, count)
                .mapToObj(i -> RecordedSession.random(random, 1000 + i, earliest, latest))
                .toList();
    }

    /** Up to three. */
    public static List<Filter> filters(Random random) {
        List<Filter> filters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            filters.add(random.nextInt(4) == 0 ? anyOf(random) : filter(random));
        }
        return filters;
    }

    private static Filter anyOf(Random random) {
        List<Filter> filters = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            filters.add(filter(random));
        }
        return new Filter.AnyOf(filters);
    }

    private static Filter filter(Random random) {
        if (random.nextInt(8) == 0) {
            return new Filter.Reaches(random.nextBoolean(), List.of(RecordedSession.of(random, GOALS)));
        }
        Filter.Operator operator = RecordedSession.of(random, List.of(Filter.Operator.values()));
        Dimension dimension = random.nextInt(3) == 0 ? Dimension.OfEvent.PAGE : dimension(random);
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            String value = operator == Filter.Operator.MATCHES
                    ? RecordedSession.of(random, REGEXES)
                    : random.nextInt(4) == 0
                            ? RecordedSession.of(random, RecordedSession.NASTY)
                            : RecordedSession.of(random, values(dimension));
            boolean exact = operator == Filter.Operator.IS || operator == Filter.Operator.IS_NOT;
            values.add(value.isEmpty() && !exact ? "o" : value);
        }
        return new Filter.Match(operator, dimension, values);
    }

    private static List<String> values(Dimension dimension) {
        if (dimension instanceof Dimension.Property) {
            return RecordedSession.PLANS;
        }
        return switch (dimension.id()) {
            case "page", "entryPage", "exitPage" -> RecordedSession.PAGES;
            case "hostname" -> RecordedSession.HOSTS;
            case "event" -> List.of("pageview", "signup", "purchase", "'quoted'");
            case "country" -> RecordedSession.COUNTRIES;
            case "device" -> List.of("desktop", "mobile");
            case "pageGroup" -> List.of("Blog posts", "nul\0'", "/x", "/shop");
            case "weekday" -> List.of("1", "6", "7");
            case "hour" -> List.of("00", "09", "23");
            case "search" -> RecordedSession.TERMS;
            case "status" -> List.of("404", "500", "");
            case "title" -> List.of("Title of /b", "Title of /");
            case "outbound", "download" -> List.of("https://example.net/1", "2");
            case "utmMedium", "utmCampaign", "utmTerm" -> RecordedSession.CAMPAIGNS;
            default -> RecordedSession.SOURCES;
        };
    }

    static Dimension dimension(Random random) {
        List<Dimension> all = new ArrayList<>(Dimension.fixed());
        all.add(Dimension.OfEvent.PAGE);
        all.add(Dimension.OfEvent.HOSTNAME);
        all.add(GROUPS);
        all.add(GROUPS);
        all.add(new Dimension.OfWeek(Dimension.OfWeek.Part.WEEKDAY, RecordedSession.of(random, ZONES)));
        all.add(new Dimension.OfWeek(Dimension.OfWeek.Part.HOUR, RecordedSession.of(random, ZONES)));
        all.add(new Dimension.Property("plan"));
        all.add(new Dimension.Property("it's"));
        all.add(new Dimension.Property("absent"));
        return RecordedSession.of(random, all);
    }

    /** Whole days, days around a clock change, or any time to any other. */
    public static Period period(Random random, ZoneId zone, @Nullable Interval interval) {
        if (interval == Interval.MINUTE) {
            Instant from = LocalDate.of(2026, 10, 25)
                    .atStartOfDay(zone)
                    .plusMinutes(random.nextInt(600))
                    .toInstant();
            return new Period(from, from.plusMillis(60_000L + random.nextInt(36_000_000)));
        }
        LocalDate day = RecordedSession.of(
                random, List.of(LocalDate.of(2026, 10, 4), LocalDate.of(2026, 10, 25), LocalDate.of(2026, 11, 1)));
        return switch (random.nextInt(3)) {
            case 0 -> period(day, day.plusDays(1 + random.nextInt(2)), zone);
            case 1 -> {
                LocalDate first = FIRST_DAY.plusDays(random.nextInt(25));
                yield period(first, first.plusDays(1 + random.nextInt(12)), zone);
            }
            default -> {
                Instant from = FIRST_DAY.atStartOfDay(zone).toInstant().plusMillis(random.nextInt(2_000_000_000));
                yield new Period(from, from.plusMillis(1L + random.nextInt(900_000_000)));
            }
        };
    }

    static Period period(LocalDate first, LocalDate end, ZoneId zone) {
        return new Period(
                first.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
    }

    private static UrlGroup group(String name, String pattern) {
        return new UrlGroup(name, "s", name, pattern, Instant.EPOCH);
    }

    private RandomTerms() {}
}
