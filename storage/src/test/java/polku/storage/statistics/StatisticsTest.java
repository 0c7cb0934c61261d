package polku.storage.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.statistics.CountChange.Step;

/** Held against values of R's and SciPy's implementations, and against what chance does. */
class StatisticsTest {
    @ParameterizedTest
    @CsvSource({
        "2.228, 10, 0.05001177181711132",
        "0.5, 3, 0.651447964848151",
        "-1.96, Infinity, 0.04999579029644087",
        "12.7, 1, 0.050024327689344165",
        "4.2, 5.5, 0.006890449947090451",
        "0, 7, 1",
        "8, 400, 1.3573776535312149e-14",
        "0.001, 2, 0.9992928933955901",
        "6, 1e9, 1.973175290075389e-09",
    })
    void studentT_isAsTabulated(double t, double freedom, double p) {
        // Ten million degrees of freedom stand for more; that shows in the fifth digit of one in a billion.
        assertThat(StudentT.twoSided(t, freedom)).isCloseTo(p, Percentage.withPercentage(0.01));
    }

    @Test
    void means_areComparedByWelchsTest() {
        assertThat(Sample.sameMean(sample(400, 120.5, 80.2), sample(350, 131.25, 95.7)))
                .isCloseTo(0.09860660816019032, within(1e-9));
        assertThat(Sample.sameMean(sample(400, 5, 2), sample(350, 5, 3))).isCloseTo(1, within(1e-9));
        assertThat(Sample.sameMean(new Sample(1, 5, 25), sample(350, 5, 3))).isNull();
        assertThat(Sample.sameMean(new Sample(3, 15, 75), new Sample(3, 15, 75)))
                .isNull();
    }

    @Test
    void proportions_arePooled() {
        assertThat(Sample.sameProportion(new Sample(1200, 130, 130), new Sample(1100, 160, 160)))
                .isCloseTo(0.0073837916794731884, within(1e-7));
        assertThat(Sample.sameProportion(new Sample(10, 0, 0), new Sample(10, 0, 0)))
                .isNull();
        assertThat(Sample.sameProportion(new Sample(0, 0, 0), new Sample(10, 5, 5)))
                .isNull();
    }

    @Test
    void counts_thatScatterLittle_areTakenForPoissons() {
        List<Step> steps = steps(
                new int[] {120, 135, 128, 140, 150, 80, 70, 118, 130, 140, 139, 160, 90, 66},
                new int[] {130, 150, 120, 155, 171, 95, 81, 140, 133, 150, 149, 178, 92, 90});
        assertThat(CountChange.pValue(1666, 1834, steps, 7, true)).isCloseTo(0.00451533889575166, within(1e-7));
    }

    @Test
    void counts_thatScatterMuch_needMuchToBeSure() {
        List<Step> steps =
                steps(new int[] {100, 300, 50, 220, 90, 400, 30}, new int[] {150, 310, 20, 330, 160, 380, 90});
        assertThat(CountChange.pValue(1190, 1440, steps, 7, true)).isCloseTo(0.2090431415111762, within(1e-7));
    }

    @Test
    void nothing_isNoChange() {
        assertThat(CountChange.pValue(0, 0, steps(new int[] {0, 0}, new int[] {0, 0}), 7, true))
                .isNull();
        assertThat(CountChange.pValue(5, 5, List.of(new Step(0, 0, 1, 5)), 7, true))
                .isNull();
        assertThat(CountChange.pValue(0, 40, steps(new int[] {0}, new int[] {40}), 24, true))
                .isLessThan(1e-8);
        assertThat(CountChange.pValue(40, 41, steps(new int[] {40}, new int[] {41}), 24, false))
                .isNull();
    }

    @Test
    void periodsOfDifferentLength_areComparedByTheDay() {
        List<Step> steps = new ArrayList<>();
        for (int day = 0; day < 28; day++) {
            steps.add(new Step(day < 21 ? 0 : 1, day % 7, 1, 100 + day % 7));
        }
        assertThat(CountChange.pValue(21 * 103, 7 * 103, steps, 7, true)).isCloseTo(1, within(1e-9));
    }

    /** Weeks with a rhythm, in which nothing changes but by chance, several times as much as a Poisson process does. */
    @ParameterizedTest
    @CsvSource({"1, 7", "4, 7", "4, 28", "9, 14"})
    void falseAlarms_areAsRareAsPromised(double scatter, int days) {
        Random random = new Random(1);
        int alarms = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            int[][] counts = new int[2][days];
            double[] totals = new double[2];
            for (int period = 0; period < 2; period++) {
                for (int day = 0; day < days; day++) {
                    double expected = 200 * (day % 7 >= 5 ? 0.4 : 1);
                    counts[period][day] = (int)
                            Math.max(0, Math.round(expected + random.nextGaussian() * Math.sqrt(scatter * expected)));
                    totals[period] += counts[period][day];
                }
            }
            Double p = CountChange.pValue(totals[0], totals[1], steps(counts[0], counts[1]), 7, true);
            alarms += p < 0.05 ? 1 : 0;
        }
        assertThat((double) alarms / trials).isBetween(0.03, 0.062);
    }

    /** The density, added up, gives the distribution. */
    @Test
    void studentT_isTheIntegralOfItsDensity() {
        for (double freedom : new double[] {1, 2.5, 7, 30, 200}) {
            DoubleUnaryOperator density = x -> Math.pow(1 + x * x / freedom, -(freedom + 1) / 2);
            double whole =
                    2 * integral(angle -> density.applyAsDouble(Math.tan(angle)) / square(Math.cos(angle)), 0, 1.5707);
            for (double t : new double[] {0.3, 1, 2, 3.5}) {
                double middle = 2 * integral(density, 0, t);
                assertThat(StudentT.twoSided(t, freedom)).isCloseTo(1 - middle / whole, within(2e-4));
            }
        }
    }

    private static double square(double x) {
        return x * x;
    }

    private static double integral(DoubleUnaryOperator f, double from, double to) {
        int pieces = 20_000;
        double width = (to - from) / pieces;
        double sum = 0;
        for (int i = 0; i < pieces; i++) {
            sum += f.applyAsDouble(from + (i + 0.5) * width) * width;
        }
        return sum;
    }

    private static Sample sample(double size, double mean, double deviation) {
        double sum = size * mean;
        return new Sample(size, sum, deviation * deviation * (size - 1) + sum * mean);
    }

    private static List<Step> steps(int[] first, int[] second) {
        List<Step> steps = new ArrayList<>();
        for (int day = 0; day < first.length; day++) {
            steps.add(new Step(0, day % 7, 1, first[day]));
        }
        for (int day = 0; day < second.length; day++) {
            steps.add(new Step(1, day % 7, 1, second[day]));
        }
        return steps;
    }
}
