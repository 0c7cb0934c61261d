package polku.storage.read;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.control.UrlGroup;
import polku.storage.read.Dimension.OfEvent;
import polku.storage.read.Dimension.OfNamedEvent;
import polku.storage.read.Dimension.OfSession;
import polku.storage.read.RecordedSession.Hit;

/** Answers questions by going through all sessions and events, one definition of docs/semantics.md after the other. */
public final class ReportOracle {
    private final List<RecordedSession> sessions;

    ReportOracle(List<RecordedSession> sessions) {
        this.sessions = sessions.stream().filter(s -> !s.events().isEmpty()).toList();
    }

    Report answer(ReportQuestion question, @Nullable Interval interval, ZoneId zone) {
        List<Object> steps = interval == null ? List.of() : steps(question.period(), interval, zone);
        Map<Key, Numbers> main = count(question, question.period(), interval, zone, steps, question.dimensions());
        Numbers total = count(question, question.period(), null, zone, List.of(), List.of())
                .getOrDefault(new Key(0, List.of()), new Numbers());
        List<Number> none = new Numbers().metrics(question);
        Map<Key, Numbers> compared = Map.of();
        List<Number> comparedTotal = null;
        List<Object> comparedSteps = List.of();
        if (question.comparison() != null) {
            comparedSteps = interval == null ? List.of() : steps(question.comparison(), interval, zone);
            compared = count(question, question.comparison(), interval, zone, comparedSteps, question.dimensions());
            comparedTotal = count(question, question.comparison(), null, zone, List.of(), List.of())
                    .getOrDefault(new Key(0, List.of()), new Numbers())
                    .metrics(question);
        }
        List<Key> keys = new ArrayList<>(main.keySet());
        List<Key> comparedKeys = keys;
        if (question.dimensions().isEmpty()) {
            keys = new ArrayList<>();
            comparedKeys = new ArrayList<>();
            for (int i = 0; i < (interval == null ? 1 : steps.size()); i++) {
                keys.add(new Key(i, List.of()));
            }
            for (int i = 0; i < (interval == null ? 1 : comparedSteps.size()); i++) {
                comparedKeys.add(new Key(i, List.of()));
            }
        } else {
            keys.sort(order(question, main));
        }
        int count = keys.size();
        keys = page(keys, question);
        comparedKeys = question.dimensions().isEmpty() ? page(comparedKeys, question) : keys;
        List<Report.Row> comparison = null;
        if (question.comparison() != null) {
            comparison = new ArrayList<>();
            for (Key key : comparedKeys) {
                if (interval == null || key.step() < comparedSteps.size()) {
                    Numbers numbers = compared.get(key);
                    comparison.add(new Report.Row(
                            key.step(), key.values(), numbers == null ? none : numbers.metrics(question)));
                }
            }
        }
        List<Report.Row> rows = new ArrayList<>();
        for (Key key : keys) {
            Numbers numbers = main.get(key);
            rows.add(new Report.Row(key.step(), key.values(), numbers == null ? none : numbers.metrics(question)));
        }
        return new Report(
                rows, comparison, total.metrics(question), comparedTotal, count, false, otherCurrencies(question));
    }

    private record Key(int step, List<String> values) {}

    private static List<Key> page(List<Key> keys, ReportQuestion question) {
        return keys.stream().skip(question.offset()).limit(question.limit()).toList();
    }

    private Map<String, BigDecimal> otherCurrencies(ReportQuestion question) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        if (question.metrics().stream().noneMatch(metric -> metric.kind() == Metric.Kind.REVENUE)) {
            return amounts;
        }
        for (RecordedSession session : sessions) {
            for (Hit hit : session.events()) {
                BigDecimal revenue = hit.revenue();
                if (in(hit.at(), question.period())
                        && revenue != null
                        && !hit.currency().isEmpty()
                        && !hit.currency().equals(question.currency())
                        && matches(question, hit, session)) {
                    amounts.merge(hit.currency(), revenue, BigDecimal::add);
                }
            }
        }
        amounts.replaceAll((currency, amount) -> plain(amount));
        return amounts;
    }

    private Map<Key, Numbers> count(
            ReportQuestion question,
            Period period,
            @Nullable Interval interval,
            ZoneId zone,
            List<Object> steps,
            List<Dimension> dimensions) {
        boolean ofEvents = false;
        boolean ofSessions = false;
        for (Metric metric : question.metrics()) {
            switch (metric.kind()) {
                case PAGEVIEWS, EVENTS, REVENUE, CONVERSIONS -> ofEvents = true;
                case VIEWS_PER_SESSION -> {
                    ofEvents = true;
                    ofSessions = true;
                }
                default -> ofSessions = true;
            }
        }
        Map<Key, Numbers> counted = new HashMap<>();
        for (RecordedSession session : sessions) {
            Set<List<String>> values = new HashSet<>();
            for (Hit hit : session.events()) {
                if (!matches(question, hit, session)) {
                    continue;
                }
                if (!dimensions.stream().allMatch(dimension -> isAbout(dimension, hit))) {
                    continue;
                }
                List<String> value =
                        dimensions.stream().map(d -> value(d, hit, session)).toList();
                boolean ofTime = dimensions.stream().anyMatch(d -> d instanceof Dimension.OfWeek);
                if (!ofTime || in(hit.at(), period)) {
                    values.add(value);
                }
                if (ofEvents && in(hit.at(), period)) {
                    int step = interval == null ? 0 : steps.indexOf(step(hit.at(), interval, zone));
                    counted.computeIfAbsent(new Key(step, value), key -> new Numbers())
                            .add(hit, question);
                }
            }
            boolean overlaps = session.startedAt() < period.toMillis() && session.endedAt() >= period.fromMillis();
            if (!ofSessions || !overlaps) {
                continue;
            }
            for (int step : stepsOf(session, period, interval, zone, steps)) {
                for (List<String> value : values) {
                    Object label = interval == null ? null : steps.get(step);
                    counted.computeIfAbsent(new Key(step, value), key -> new Numbers())
                            .add(
                                    session,
                                    entered(question, session, dimensions, value),
                                    converted(question, session, period, interval, zone, label));
                }
            }
        }
        return counted;
    }

    /** With a filter on pages, or by page, bounces are counted among the sessions that entered there. */
    private static boolean entered(
            ReportQuestion question, RecordedSession session, List<Dimension> dimensions, List<String> value) {
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i) == OfEvent.PAGE && !session.entryPage().equals(value.get(i))) {
                return false;
            }
            if (dimensions.get(i) instanceof Dimension.PageGroup group
                    && !group(group, session.entryPage()).equals(value.get(i))) {
                return false;
            }
        }
        Hit entry = new Hit(0, "", session.entryHost(), session.entryPage(), Map.of(), null, "");
        for (Filter filter : question.filters()) {
            List<Filter> leaves = filter instanceof Filter.AnyOf any ? any.filters() : List.of(filter);
            boolean page0 = leaves.stream().anyMatch(leaf -> leaf instanceof Filter.Match m && isOfPage(m.dimension()));
            boolean other = leaves.stream()
                    .anyMatch(leaf -> !(leaf instanceof Filter.Match m)
                            || !isOfPage(m.dimension())
                                    && m.dimension() != OfEvent.HOSTNAME
                                    && !(m.dimension() instanceof OfSession));
            if (page0 && !other && !matches(filter, question, entry, session)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfPage(Dimension dimension) {
        return dimension == OfEvent.PAGE || dimension instanceof Dimension.PageGroup;
    }

    /** Outbound links, searches and the like have rows of their own events alone. */
    private static boolean isAbout(Dimension dimension, Hit hit) {
        return !(dimension instanceof OfNamedEvent named) || !named(named, hit).isEmpty();
    }

    private static String named(OfNamedEvent dimension, Hit hit) {
        return switch (dimension) {
            case OUTBOUND -> hit.name().equals("outbound") ? hit.props().getOrDefault("url", "") : "";
            case DOWNLOAD -> hit.name().equals("download") ? hit.props().getOrDefault("url", "") : "";
            case SEARCH -> hit.name().equals("search") ? hit.props().getOrDefault("term", "") : "";
            case STATUS -> hit.isPageview() ? hit.props().getOrDefault("status", "") : "";
        };
    }

    private static String group(Dimension.PageGroup dimension, String page) {
        return group(dimension.groups(), page);
    }

    /** The group of a page, or the page where it is in none. */
    public static String group(List<UrlGroup> groups, String page) {
        for (UrlGroup group : groups) {
            if (reachesPage(page, group.pattern())) {
                return group.name();
            }
        }
        return page;
    }

    private static List<Boolean> converted(
            ReportQuestion question,
            RecordedSession session,
            Period period,
            @Nullable Interval interval,
            ZoneId zone,
            @Nullable Object label) {
        List<Boolean> converted = new ArrayList<>();
        for (Metric metric : question.metrics()) {
            converted.add(session.events().stream()
                    .anyMatch(hit -> in(hit.at(), period)
                            && reaches(hit, metric.goals())
                            && (interval == null
                                    || step(hit.at(), interval, zone).equals(label))));
        }
        return converted;
    }

    /** True for a session with an event that meets all filters. */
    public static boolean keeps(RecordedSession session, List<Filter> filters) {
        ReportQuestion any = new ReportQuestion(
                0,
                "",
                List.of(new Metric("events", Metric.Kind.EVENTS, List.of())),
                List.of(),
                filters,
                new Period(Instant.MIN, Instant.MAX),
                null,
                null,
                null,
                List.of(),
                1,
                0);
        return filters.isEmpty() || session.events().stream().anyMatch(hit -> matches(any, hit, session));
    }

    private static boolean matches(ReportQuestion question, Hit hit, RecordedSession session) {
        return question.filters().stream().allMatch(filter -> matches(filter, question, hit, session));
    }

    private static boolean matches(Filter filter, ReportQuestion question, Hit hit, RecordedSession session) {
        if (filter instanceof Filter.AnyOf any) {
            return any.filters().stream().anyMatch(each -> matches(each, question, hit, session));
        }
        if (filter instanceof Filter.Reaches reaches) {
            return reaches.negated() != reaches(hit, reaches.goals());
        }
        Filter.Match match = (Filter.Match) filter;
        String value = match.dimension() == OfEvent.HOSTNAME
                ? host(question.dimensions(), hit, session)
                : value(match.dimension(), hit, session);
        return switch (match.operator()) {
            case IS -> match.values().contains(value);
            case IS_NOT -> !match.values().contains(value);
            case CONTAINS -> match.values().stream().anyMatch(value::contains);
            case STARTS_WITH -> match.values().stream().anyMatch(value::startsWith);
            case MATCHES ->
                match.values().stream()
                        .anyMatch(regex -> java.util.regex.Pattern.compile(regex, java.util.regex.Pattern.DOTALL)
                                .matcher(value)
                                .find());
        };
    }

    /** A hostname filter looks at the entry's host in reports of acquisition and entry, at the exit's in those of exit. */
    private static String host(List<Dimension> dimensions, Hit hit, RecordedSession session) {
        Set<Dimension> arrival = Set.of(
                OfSession.ENTRY_PAGE,
                OfSession.REFERRER,
                OfSession.SOURCE,
                OfSession.CHANNEL,
                OfSession.UTM_SOURCE,
                OfSession.UTM_MEDIUM,
                OfSession.UTM_CAMPAIGN,
                OfSession.UTM_TERM,
                OfSession.UTM_CONTENT);
        if (dimensions.stream().anyMatch(arrival::contains)) {
            return session.entryHost();
        }
        return dimensions.contains(OfSession.EXIT_PAGE) ? session.exitHost() : hit.hostname();
    }

    public static boolean reaches(Hit hit, List<Goal> goals) {
        return goals.stream()
                .anyMatch(goal -> goal.event() != null
                        ? hit.name().equals(goal.event())
                        : hit.isPageview() && reachesPage(hit.page(), String.valueOf(goal.page())));
    }

    /** By trying every length that a star could stand for. */
    private static boolean reachesPage(String page, String pattern) {
        if (pattern.isEmpty()) {
            return page.isEmpty();
        }
        boolean any = pattern.startsWith("**");
        if (any || pattern.startsWith("*")) {
            String rest = pattern.substring(any ? 2 : 1);
            for (int i = 0; i <= page.length(); i++) {
                if (!any && page.substring(0, i).contains("/")) {
                    return false;
                }
                if (reachesPage(page.substring(i), rest)) {
                    return true;
                }
            }
            return false;
        }
        return !page.isEmpty()
                && page.charAt(0) == pattern.charAt(0)
                && reachesPage(page.substring(1), pattern.substring(1));
    }

    private static String value(Dimension dimension, Hit hit, RecordedSession session) {
        if (dimension instanceof Dimension.Property property) {
            return hit.props().getOrDefault(property.key(), "");
        } else if (dimension instanceof OfEvent event) {
            return switch (event) {
                case PAGE -> hit.page();
                case TITLE -> hit.title();
                case HOSTNAME -> hit.hostname();
                case EVENT -> hit.name();
            };
        }
        if (dimension instanceof OfNamedEvent named) {
            return named(named, hit);
        } else if (dimension instanceof Dimension.PageGroup group) {
            return group(group, hit.page());
        } else if (dimension instanceof Dimension.OfWeek week) {
            ZonedDateTime time = Instant.ofEpochMilli(hit.at()).atZone(week.zone());
            return switch (week.part()) {
                case WEEKDAY -> Integer.toString(time.getDayOfWeek().getValue());
                case HOUR -> String.format("%02d", time.getHour());
            };
        }
        return switch ((OfSession) dimension) {
            case ENTRY_PAGE -> session.entryPage();
            case EXIT_PAGE -> session.exitPage();
            case REFERRER -> session.attribution().referrer();
            case SOURCE -> session.attribution().source();
            case CHANNEL -> session.attribution().channel();
            case UTM_SOURCE -> session.attribution().utmSource();
            case UTM_MEDIUM -> session.attribution().utmMedium();
            case UTM_CAMPAIGN -> session.attribution().utmCampaign();
            case UTM_TERM -> session.attribution().utmTerm();
            case UTM_CONTENT -> session.attribution().utmContent();
            case COUNTRY -> session.client().country();
            case DEVICE -> session.client().device();
            case BROWSER -> session.client().browser();
            case OS -> session.client().os();
            case BROWSER_VERSION -> session.client().browserVersion();
            case OS_VERSION -> session.client().osVersion();
            case SCREEN_CLASS -> session.client().screenClass();
            case REGION -> session.client().region();
            case CITY -> session.client().city();
            case LANGUAGE -> session.client().language();
        };
    }

    /** The step of the calendar or the clock that holds a time; an hour that comes twice is two. */
    private static Object step(long at, Interval interval, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zone);
        return switch (interval) {
            case MINUTE -> List.of(time.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES), time.getOffset());
            case HOUR -> List.of(time.toLocalDateTime().truncatedTo(ChronoUnit.HOURS), time.getOffset());
            case DAY -> time.toLocalDate();
            case WEEK -> time.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> time.toLocalDate().withDayOfMonth(1);
        };
    }

    private static List<Object> steps(Period period, Interval interval, ZoneId zone) {
        return stepsBetween(period.fromMillis(), period.toMillis() - 1, interval, zone);
    }

    /** No clock is ever set at any other time than at a whole quarter of an hour. */
    private static List<Object> stepsBetween(long first, long last, Interval interval, ZoneId zone) {
        long stride = interval == Interval.MINUTE ? 60_000 : 15 * 60_000;
        Set<Object> found = new LinkedHashSet<>();
        found.add(step(first, interval, zone));
        for (long at = first - first % stride + stride; at <= last; at += stride) {
            found.add(step(at, interval, zone));
        }
        found.add(step(last, interval, zone));
        return new ArrayList<>(found);
    }

    private static List<Integer> stepsOf(
            RecordedSession session, Period period, @Nullable Interval interval, ZoneId zone, List<Object> steps) {
        if (interval == null) {
            return List.of(0);
        }
        long first = Math.max(session.startedAt(), period.fromMillis());
        long last = Math.min(session.endedAt(), period.toMillis() - 1);
        return stepsBetween(first, last, interval, zone).stream()
                .map(steps::indexOf)
                .toList();
    }

    private static boolean in(long at, Period period) {
        return at >= period.fromMillis() && at < period.toMillis();
    }

    private static Comparator<Key> order(ReportQuestion question, Map<Key, Numbers> counted) {
        Comparator<Key> order = Comparator.comparingInt(Key::step);
        for (ReportQuestion.Order by : question.order()) {
            if (by instanceof ReportQuestion.Order.ByMetric metric) {
                Comparator<Double> values = by.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
                order = order.thenComparing(
                        key -> {
                            Number value = counted.get(key).metrics(question).get(metric.index());
                            return value == null ? null : value.doubleValue();
                        },
                        Comparator.nullsLast(values));
            } else if (by instanceof ReportQuestion.Order.ByDimension dimension) {
                Comparator<Key> values =
                        Comparator.comparing(key -> key.values().get(dimension.index()), ReportOracle::compareBytes);
                order = order.thenComparing(by.descending() ? values.reversed() : values);
            }
        }
        for (int i = 0; i < question.dimensions().size(); i++) {
            int index = i;
            order = order.thenComparing(key -> key.values().get(index), ReportOracle::compareBytes);
        }
        return order;
    }

    private static int compareBytes(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** What was counted for one row. */
    private static final class Numbers {
        private final Set<Long> visitors = new HashSet<>();
        private final Map<Integer, Long> conversions = new HashMap<>();
        private final Map<Integer, Long> converted = new HashMap<>();
        private long sessions;
        private long bounced;
        private long entered;
        private long duration;
        private long engaged;
        private long pageviews;
        private long events;
        private BigDecimal revenue = BigDecimal.ZERO;

        void add(Hit hit, ReportQuestion question) {
            events++;
            pageviews += hit.isPageview() ? 1 : 0;
            if (hit.revenue() != null
                    && (hit.currency().isEmpty() || hit.currency().equals(question.currency()))) {
                revenue = revenue.add(hit.revenue());
            }
            for (int i = 0; i < question.metrics().size(); i++) {
                if (reaches(hit, question.metrics().get(i).goals())) {
                    conversions.merge(i, 1L, Long::sum);
                }
            }
        }

        void add(RecordedSession session, boolean enteredHere, List<Boolean> convertedHere) {
            sessions++;
            visitors.add(session.visitor());
            duration += session.endedAt() - session.startedAt();
            engaged += session.engagedMs();
            if (enteredHere && !session.pageviews().isEmpty()) {
                entered++;
                bounced += session.events().size() == 1 ? 1 : 0;
            }
            for (int i = 0; i < convertedHere.size(); i++) {
                converted.merge(i, convertedHere.get(i) ? 1L : 0L, Long::sum);
            }
        }

        List<Number> metrics(ReportQuestion question) {
            List<Number> numbers = new ArrayList<>();
            for (int i = 0; i < question.metrics().size(); i++) {
                numbers.add(
                        switch (question.metrics().get(i).kind()) {
                            case VISITORS -> (long) visitors.size();
                            case SESSIONS -> sessions;
                            case PAGEVIEWS -> pageviews;
                            case EVENTS -> events;
                            case BOUNCE_RATE -> ratio(bounced, entered);
                            case SESSION_DURATION -> ratio(duration, sessions * 1000);
                            case ENGAGED_TIME -> ratio(engaged, sessions * 1000);
                            case VIEWS_PER_SESSION -> ratio(pageviews, sessions);
                            case REVENUE -> plain(revenue);
                            case CONVERSIONS -> conversions.getOrDefault(i, 0L);
                            case CONVERSION_RATE -> ratio(converted.getOrDefault(i, 0L), sessions);
                        });
            }
            return numbers;
        }

        private static @Nullable Number ratio(long part, long whole) {
            return whole == 0 ? null : (Number) ((double) part / whole);
        }
    }
}
