package polku.load.queries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import polku.load.queries.Panel.Kind;
import polku.load.queries.Question.Filter;

/** What the dashboard's overview asks: {@code dashboard/src/pages/overview}, with visitors as the figure in front. */
final class Overview {
    private static final List<String> VISITORS = List.of("visitors");
    private static final List<String> EVENTS_AND_VISITORS = List.of("events", "visitors");
    private static final List<String> KEY_FIGURES = List.of(
            "visitors",
            "sessions",
            "pageviews",
            "conversions",
            "conversionRate",
            "revenue",
            "bounceRate",
            "sessionDuration",
            "engagedTime");
    /** Of whom and when: nothing can be told of visitors and sessions without. */
    private static final List<String> WHO = List.of("at", "visitor_id", "session_id");

    private final Range.Compared period;
    private final List<Panel> panels = new ArrayList<>();

    private Overview(Range.Compared period) {
        this.period = period;
    }

    /** The panels without a filter, each with its totals; those that several of them share are a panel of their own. */
    static List<Panel> panels(Range.Compared period, List<String> goals) {
        Overview overview = new Overview(period);
        overview.figures("", Kind.OVERVIEW, List.of(), List.of());
        overview.add(
                "revenue at all",
                Kind.OVERVIEW,
                overview.revenue(),
                true,
                List.of("at", "name", "revenue", "currency"));
        overview.totals("visitors in all", Kind.BREAKDOWN, List.of(), List.of());
        overview.breakdowns();
        overview.events();
        overview.goals(goals);
        return List.copyOf(overview.panels);
    }

    /** Some of them with a filter that keeps whole sessions. */
    static List<Panel> filtered(Range.Compared period, Filter filter, String column) {
        Overview overview = new Overview(period);
        String suffix = ", " + filter.dimension() + " is " + filter.value();
        List<Filter> filters = List.of(filter);
        overview.figures(suffix, Kind.ACROSS_SESSIONS, filters, List.of(column));
        overview.totals("visitors in all" + suffix, Kind.ACROSS_SESSIONS, filters, List.of(column));
        for (String dimension : List.of("source", "page")) {
            overview.add(
                    dimension + suffix,
                    Kind.ACROSS_SESSIONS,
                    Question.totals(VISITORS, period.current(), filters).by(dimension),
                    true,
                    with(with(WHO, column), dimension));
        }
        return List.copyOf(overview.panels);
    }

    /** The totals that more than one of the panels that open ask for: they are looked up once for all of these. */
    static Set<Question> sharedTotals(List<Panel> panels) {
        Map<Question, Integer> times = new HashMap<>();
        panels.stream()
                .filter(Panel::opens)
                .forEach(panel -> times.merge(panel.question().ofTotals(), 1, Integer::sum));
        Set<Question> shared = new HashSet<>(times.keySet());
        shared.removeIf(question -> times.getOrDefault(question, 0) < 2);
        return shared;
    }

    /** Without those that the dashboard asks for only as a part of others. */
    static List<Panel> wholes(List<Panel> panels) {
        return panels.stream()
                .filter(panel -> panels.stream()
                        .noneMatch(other ->
                                other != panel && other.question().ofTotals().equals(panel.question())))
                .toList();
    }

    private void figures(String suffix, Kind kind, List<Filter> filters, List<String> more) {
        List<String> columns = Stream.of(WHO, List.of("name", "page", "revenue", "currency"), more)
                .flatMap(List::stream)
                .distinct()
                .toList();
        Question figures =
                Question.totals(KEY_FIGURES, period.current(), filters).compared(period.previousSoFar());
        add("key figures, compared, with their significance" + suffix, kind, figures.withSignificance(), true, columns);
        add("key figures, compared" + suffix, kind, figures, false, columns);
        Question series = Question.totals(VISITORS, period.current(), filters).compared(period.previous());
        add("visitors by day, compared" + suffix, kind, series.series("day"), true, with(WHO, more));
        if (filters.isEmpty()) {
            add("visitors by hour, compared", kind, series.series("hour"), false, WHO);
        }
    }

    private Question revenue() {
        return Question.totals(List.of("revenue"), period.current(), List.of()).compared(period.previousSoFar());
    }

    private void totals(String name, Kind kind, List<Filter> filters, List<String> more) {
        add(name, kind, Question.totals(VISITORS, period.current(), filters), false, with(WHO, more));
    }

    private void breakdowns() {
        by("source", true, "source");
        add(
                "source, the time before",
                Kind.BREAKDOWN,
                Question.totals(VISITORS, period.previousSoFar(), List.of()).by("source"),
                true,
                with(WHO, "source"));
        by("channel", false, "channel");
        by("referrer", false, "referrer");
        by("utmCampaign", false, "utm_campaign");
        by("utmSource", false, "utm_source");
        by("page", true, "page");
        by("entryPage", false, "page");
        by("exitPage", false, "page");
        by("pageGroup", false, "page");
        by("country", true, "country");
        by("language", false, "language");
        by("device", true, "device");
        by("browser", false, "browser");
        by("os", false, "os");
        by("screenClass", false, "screen_class");
        add(
                "browserVersion",
                Kind.BREAKDOWN,
                visitors().by("browser", "browserVersion"),
                false,
                with(WHO, List.of("browser", "browser_version")));
        add("weekday × hour", Kind.BREAKDOWN, visitors().by("weekday", "hour"), true, WHO);
    }

    private void by(String dimension, boolean opens, String column) {
        add(dimension, Kind.BREAKDOWN, visitors().by(dimension), opens, with(WHO, column));
    }

    private Question visitors() {
        return Question.totals(VISITORS, period.current(), List.of());
    }

    private void events() {
        Filter noPageviews = new Filter("isNot", "event", "pageview");
        add(
                "event",
                Kind.BREAKDOWN,
                Question.totals(EVENTS_AND_VISITORS, period.current(), List.of(noPageviews))
                        .by("event"),
                true,
                with(WHO, "name"));
        Question links = Question.totals(EVENTS_AND_VISITORS, period.current(), List.of());
        add("outbound", Kind.BREAKDOWN, links.by("outbound"), true, with(WHO, List.of("name", "props['url']")));
        add("download", Kind.BREAKDOWN, links.by("download"), false, with(WHO, List.of("name", "props['url']")));
        add("search", Kind.BREAKDOWN, links.by("search"), false, with(WHO, List.of("name", "props['term']")));
        add(
                "pages not found",
                Kind.BREAKDOWN,
                Question.totals(List.of("pageviews", "visitors"), period.current(), List.of(Filter.is("status", "404")))
                        .by("page"),
                false,
                with(WHO, List.of("name", "page", "props['status']")));
    }

    private void goals(List<String> goals) {
        List<String> metrics = Stream.concat(
                        Stream.of("sessions"), goals.stream().map(goal -> "conversionRate:" + goal))
                .toList();
        add(
                goals.size() + " goals",
                Kind.BREAKDOWN,
                Question.totals(metrics, period.current(), List.of()),
                true,
                with(WHO, List.of("name", "page")));
    }

    private void add(String name, Kind kind, Question question, boolean opens, List<String> columns) {
        panels.add(new Panel(name, kind, question, opens, columns));
    }

    private static List<String> with(List<String> columns, String more) {
        return with(columns, List.of(more));
    }

    private static List<String> with(List<String> columns, List<String> more) {
        return Stream.concat(columns.stream(), more.stream()).distinct().toList();
    }
}
