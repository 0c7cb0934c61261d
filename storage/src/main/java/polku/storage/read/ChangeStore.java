package polku.storage.read;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.statistics.CountChange;
import polku.storage.statistics.Sample;

/**
 * Tells whether the figures of a period differ from those of the period compared with by more than noise: counts and revenue by
 * the scatter of their days ({@link CountChange}), rates as two proportions, means by their variance ({@link Sample}). Blocks.
 */
public final class ChangeStore {
    private static final double SMALL = 30;
    private static final int DAYS_OF_RHYTHM = 7;
    private static final int HOURS_OF_RHYTHM = 24;
    private final ReportStore reports;

    public ChangeStore(ClickHouse clickHouse) {
        this.reports = new ReportStore(clickHouse);
    }

    /**
     * For each metric of a question with a comparison, over the whole of both periods.
     *
     * @param zone of the site     * @param totals of {@code question.ofTotals()}
     * @param now what lies behind it in a period that still runs has not happened, rather than without visitors
     */
    public List<Change> changes(ReportQuestion question, ZoneId zone, ReportStore.Totals totals, Instant now) {
        Period comparison = question.comparison();
        List<@Nullable Number> before = totals.compared();
        if (comparison == null || before == null) {
            throw new IllegalArgumentException("nothing is compared");
        }
        List<Double> moments = totals.moments();
        List<Metric> counts = question.metrics().stream()
                .filter(metric -> metric.kind().isCount())
                .toList();
        @Nullable Steps steps = counts.isEmpty() ? null : steps(question, comparison, counts, zone, totals, now);
        List<Change> changes = new ArrayList<>();
        int count = 0;
        int ratio = 0;
        for (int i = 0; i < question.metrics().size(); i++) {
            Metric metric = question.metrics().get(i);
            if (metric.kind().isCount()) {
                double first = number(before.get(i));
                double second = number(totals.metrics().get(i));
                changes.add(
                        steps == null
                                ? new Change(metric.id(), null, false)
                                : steps.change(metric, count, first, second));
                count++;
            } else {
                int half = moments.size() / 2;
                changes.add(change(metric, question, sample(moments, half + ratio * 3), sample(moments, ratio * 3)));
                ratio++;
            }
        }
        return changes;
    }

    private static Sample sample(List<Double> moments, int at) {
        return new Sample(moments.get(at), moments.get(at + 1), moments.get(at + 2));
    }

    private static Change change(Metric metric, ReportQuestion question, Sample first, Sample second) {
        boolean proportion = metric.kind() == Metric.Kind.BOUNCE_RATE || metric.kind() == Metric.Kind.CONVERSION_RATE;
        // With a filter on events only those are counted, of which whole sessions do not tell the scatter.
        boolean unknown = metric.kind() == Metric.Kind.VIEWS_PER_SESSION
                && !question.filters().isEmpty();
        Double pValue =
                unknown ? null : proportion ? Sample.sameProportion(first, second) : Sample.sameMean(first, second);
        return new Change(metric.id(), pValue, first.size() < SMALL || second.size() < SMALL);
    }

    /** The steps of both periods: days with the rhythm of the week where both last one, else hours with that of the day. */
    private @Nullable Steps steps(
            ReportQuestion question,
            Period comparison,
            List<Metric> counts,
            ZoneId zone,
            ReportStore.Totals totals,
            Instant now) {
        boolean days = lastsAWeek(question.period()) && lastsAWeek(comparison);
        Interval interval = days ? Interval.DAY : Interval.HOUR;
        Buckets series;
        Buckets comparisonSeries;
        try {
            series = Buckets.of(question.period(), interval, zone);
            comparisonSeries = Buckets.of(comparison, interval, zone);
        } catch (IllegalArgumentException e) {
            return null; // centuries
        }
        ReportQuestion asked = new ReportQuestion(
                question.site(),
                question.currency(),
                counts,
                List.of(),
                question.filters(),
                question.period(),
                series,
                comparison,
                comparisonSeries,
                List.of(),
                Buckets.MOST,
                0);
        Report report = reports.answer(asked, totals);
        List<Report.Row> compared = report.comparison();
        if (compared == null) {
            throw new IllegalStateException("a comparison is missing");
        }
        return new Steps(
                days,
                List.of(
                        new Side(comparison, comparisonSeries, interval, compared, now),
                        new Side(question.period(), series, interval, report.rows(), now)));
    }

    private static boolean lastsAWeek(Period period) {
        // A week with a clock change may have an hour less.
        return Duration.between(period.from(), period.to()).compareTo(Duration.ofHours(7 * 24 - 1)) >= 0;
    }

    private record Side(Period period, Buckets series, Interval interval, List<Report.Row> rows, Instant now) {
        /** How much of a step lies in the period, and is over. */
        double exposure(int step) {
            ZonedDateTime start = series.start(step);
            long begins = start.toInstant().toEpochMilli();
            long ends = interval.next(start).toInstant().toEpochMilli();
            long until = Math.min(period.toMillis(), now.toEpochMilli());
            long within = Math.min(ends, until) - Math.max(begins, period.fromMillis());
            return Math.max(0, (double) within / (ends - begins));
        }
    }

    /** @param sides the period compared with, and the one asked for */
    private record Steps(boolean days, List<Side> sides) {
        /** @param index of the metric among those of the steps */
        Change change(Metric metric, int index, double first, double second) {
            List<CountChange.Step> steps = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Side side = sides.get(i);
                for (Report.Row row : side.rows()) {
                    double exposure = side.exposure(row.step());
                    if (exposure == 0) {
                        continue;
                    }
                    ZonedDateTime start = side.series().start(row.step());
                    int rhythm = days ? start.getDayOfWeek().getValue() - 1 : start.getHour();
                    steps.add(new CountChange.Step(
                            i, rhythm, exposure, number(row.metrics().get(index))));
                }
            }
            boolean isCount = metric.kind() != Metric.Kind.REVENUE;
            return new Change(
                    metric.id(),
                    CountChange.pValue(first, second, steps, days ? DAYS_OF_RHYTHM : HOURS_OF_RHYTHM, isCount),
                    isCount && (first < SMALL || second < SMALL));
        }
    }

    private static double number(@Nullable Number value) {
        return value == null ? 0 : value.doubleValue();
    }
}
