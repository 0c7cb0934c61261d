package polku.query.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Site;
import polku.storage.read.Buckets;
import polku.storage.read.Dimension;
import polku.storage.read.Interval;
import polku.storage.read.Metric;
import polku.storage.read.Period;
import polku.storage.read.ReportQuestion;
import polku.storage.read.ReportQuestion.Order;

/** Checks a request and says what it asks. Whatever is wrong is a 400 that points at the field. */
final class QuestionReader {
    static final int MOST_METRICS = 20;
    static final int MOST_DIMENSIONS = 3;
    static final int MOST_ROWS = 1000;
    private static final int USUAL_ROWS = 100;

    private final GoalDirectory goals;
    private final GroupDirectory groups;

    QuestionReader(GoalDirectory goals, GroupDirectory groups) {
        this.goals = goals;
        this.groups = groups;
    }

    /** @throws polku.http.ProblemException 400 */
    ReportQuestion read(QueryRequest request, Site site) {
        SiteTerms terms = new SiteTerms(goals, groups, site);
        List<Metric> metrics = metrics(request.metrics(), terms);
        List<Dimension> dimensions = dimensions(request.dimensions(), terms);
        Period period = Periods.read(request.dateRange(), "/dateRange");
        Period comparison = Periods.compared(request.compare(), period, site.timezone());
        Interval interval = SeriesReader.interval(request.interval());
        Buckets series = interval == null ? null : SeriesReader.buckets(period, interval, site);
        ReportQuestion question = new ReportQuestion(
                site.number(),
                site.currency(),
                metrics,
                dimensions,
                new FilterReader(terms).read(request.filters()),
                period,
                series,
                comparison,
                interval == null || comparison == null ? null : SeriesReader.buckets(comparison, interval, site),
                order(request.orderBy(), metrics, dimensions),
                1,
                0);
        return question.page(limit(request.limit(), question), start(request.cursor(), request.offset(), question));
    }

    private static List<Metric> metrics(@Nullable List<@Nullable String> given, SiteTerms terms) {
        if (given == null || given.isEmpty() || given.size() > MOST_METRICS) {
            throw InvalidQuery.at("/metrics", "must be a list of 1 to " + MOST_METRICS + " metrics");
        }
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            metrics.add(metric(given.get(i), "/metrics/" + i, terms));
        }
        checkDistinct(given, "/metrics");
        return metrics;
    }

    private static Metric metric(@Nullable String id, String pointer, SiteTerms terms) {
        if (id == null) {
            throw InvalidQuery.at(pointer, "must be a text");
        }
        int colon = id.indexOf(':');
        String name = colon < 0 ? id : id.substring(0, colon);
        Metric.Kind kind = Metric.Kind.of(name)
                .filter(known -> colon < 0 || known.isOfGoals())
                .orElseThrow(() -> InvalidQuery.at(pointer, "names no metric that is known"));
        if (!kind.isOfGoals()) {
            return new Metric(id, kind, List.of());
        }
        return new Metric(id, kind, colon < 0 ? terms.goals() : List.of(terms.goal(id.substring(colon + 1), pointer)));
    }

    private static List<Dimension> dimensions(@Nullable List<@Nullable String> given, SiteTerms terms) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST_DIMENSIONS) {
            throw InvalidQuery.at("/dimensions", "must be at most " + MOST_DIMENSIONS);
        }
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String id = given.get(i);
            if (id == null) {
                throw InvalidQuery.at("/dimensions/" + i, "must be a text");
            }
            dimensions.add(terms.dimension(id, "/dimensions/" + i));
        }
        checkDistinct(given, "/dimensions");
        return dimensions;
    }

    private static void checkDistinct(List<@Nullable String> names, String pointer) {
        Set<@Nullable String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                throw InvalidQuery.at(pointer + "/" + i, "is there twice");
            }
        }
    }

    /** Without any, the largest of the first metric come first. */
    private static List<Order> order(
            @Nullable List<@Nullable List<@Nullable String>> given, List<Metric> metrics, List<Dimension> dimensions) {
        if (given == null || given.isEmpty()) {
            return List.of(new Order.ByMetric(0, true));
        }
        if (given.size() > MOST_METRICS + MOST_DIMENSIONS) {
            throw InvalidQuery.at("/orderBy", "must be at most " + (MOST_METRICS + MOST_DIMENSIONS) + " pairs");
        }
        List<String> metricIds = metrics.stream().map(Metric::id).toList();
        List<String> dimensionIds = dimensions.stream().map(Dimension::id).toList();
        List<Order> order = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            List<@Nullable String> pair = given.get(i);
            if (pair == null || pair.size() != 2 || pair.get(0) == null || pair.get(1) == null) {
                throw InvalidQuery.at("/orderBy/" + i, "must be a metric or dimension, and asc or desc");
            }
            if (!List.of("asc", "desc").contains(pair.get(1))) {
                throw InvalidQuery.at("/orderBy/" + i + "/1", "must be asc or desc");
            }
            boolean descending = "desc".equals(pair.get(1));
            if (metricIds.contains(pair.get(0))) {
                order.add(new Order.ByMetric(metricIds.indexOf(pair.get(0)), descending));
            } else if (dimensionIds.contains(pair.get(0))) {
                order.add(new Order.ByDimension(dimensionIds.indexOf(pair.get(0)), descending));
            } else {
                throw InvalidQuery.at("/orderBy/" + i + "/0", "must be one of the metrics and dimensions asked for");
            }
        }
        return order;
    }

    /** A plain series comes whole unless asked otherwise: its length is known to who asked, and a part of a chart is none. */
    private static int start(@Nullable String cursor, @Nullable Integer offset, ReportQuestion question) {
        if (offset == null) {
            return Cursor.offset(cursor, question.page(1, 0).toString());
        }
        if (cursor != null || offset < 0 || offset > Cursor.MOST_ROWS) {
            throw InvalidQuery.at("/offset", "must be from 0 to " + Cursor.MOST_ROWS + ", and without a cursor");
        }
        return offset;
    }

    private static int limit(@Nullable Integer given, ReportQuestion question) {
        if (given == null) {
            return question.isPlainSeries() ? Buckets.MOST : USUAL_ROWS;
        }
        if (given < 1 || given > MOST_ROWS) {
            throw InvalidQuery.at("/limit", "must be from 1 to " + MOST_ROWS);
        }
        return given;
    }
}
