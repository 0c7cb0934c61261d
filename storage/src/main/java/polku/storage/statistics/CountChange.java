package polku.storage.statistics;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a count per time differs between two periods: quasi-Poisson. Counts of a Poisson process scatter by their own size;
 * people scatter more (whoever comes does several things, and no day is like the other), by a factor that is estimated from the
 * steps of both periods around what a rhythm (weekdays or hours of the day) and the periods' levels explain.
 */
public final class CountChange {
    private static final int ROUNDS = 50;

    private CountChange() {}

    /**
     * A day or an hour.
     *
     * @param period 0 or 1
     * @param rhythm the weekday or the hour of the day, below {@code rhythms}
     * @param exposure how much of the step lies in the period, 0–1
     */
    public record Step(int period, int rhythm, double exposure, double count) {}

    /**
     * @param first total of the first period; need not be the sum of its steps, as visitors come on several days
     * @param rhythms how many weekdays or hours there are
     * @param isCount whether what is counted are whole things: the scatter is then that of a Poisson process at least
     * @return the two-sided p-value of "nothing has changed"; null where that cannot be told
     */
    public static @Nullable Double pValue(double first, double second, List<Step> steps, int rhythms, boolean isCount) {
        double[] exposures = new double[2];
        steps.forEach(step -> exposures[step.period()] += step.exposure());
        double level = (first + second) / (exposures[0] + exposures[1]);
        if (exposures[0] <= 0 || exposures[1] <= 0 || level <= 0) {
            return null;
        }
        double[][] fitted = fit(steps, rhythms);
        long used = Arrays.stream(fitted[1]).filter(share -> share > 0).count();
        long freedom = steps.size() - 2 - Math.max(0, used - 1);
        double factor = freedom > 0 ? pearson(steps, fitted) / freedom : 0;
        if (isCount && factor < 1) {
            factor = 1;
            freedom = Long.MAX_VALUE; // it is not estimated then
        }
        if (factor <= 0) {
            return null;
        }
        double difference = second / exposures[1] - first / exposures[0];
        double variance = factor * level * (1 / exposures[0] + 1 / exposures[1]);
        return StudentT.twoSided(difference / Math.sqrt(variance), freedom);
    }

    /** Levels of the periods and shares of the rhythm whose products fit the steps best, by iterative proportional fitting. */
    private static double[][] fit(List<Step> steps, int rhythms) {
        double[] levels = {1, 1};
        double[] shares = new double[rhythms];
        Arrays.fill(shares, 1);
        for (int round = 0; round < ROUNDS; round++) {
            double[] counted = new double[2];
            double[] expected = new double[2];
            for (Step step : steps) {
                counted[step.period()] += step.count();
                expected[step.period()] += step.exposure() * shares[step.rhythm()];
            }
            for (int i = 0; i < 2; i++) {
                levels[i] = expected[i] > 0 ? counted[i] / expected[i] : 0;
            }
            counted = new double[rhythms];
            expected = new double[rhythms];
            for (Step step : steps) {
                counted[step.rhythm()] += step.count();
                expected[step.rhythm()] += step.exposure() * levels[step.period()];
            }
            for (int i = 0; i < rhythms; i++) {
                shares[i] = expected[i] > 0 ? counted[i] / expected[i] : 0;
            }
        }
        return new double[][] {levels, shares};
    }

    private static double pearson(List<Step> steps, double[][] fitted) {
        double sum = 0;
        for (Step step : steps) {
            double expected = step.exposure() * fitted[0][step.period()] * fitted[1][step.rhythm()];
            if (expected > 0) {
                sum += (step.count() - expected) * (step.count() - expected) / expected;
            }
        }
        return sum;
    }
}
