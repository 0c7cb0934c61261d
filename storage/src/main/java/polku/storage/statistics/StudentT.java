package polku.storage.statistics;

/** Student's t distribution. */
public final class StudentT {
    private static final double CLOSE_ENOUGH = 1e-15;
    private static final double TINY = 1e-300;
    private static final int MOST_STEPS = 10_000;

    private StudentT() {}

    /**
     * How likely a value at least as far from zero is, on either side, by chance alone.
     *
     * @param freedom degrees of freedom, above 0; infinite for the normal distribution's
     */
    public static double twoSided(double t, double freedom) {
        // Beyond this the two distributions differ by less than what is shown of them.
        double known = Math.min(freedom, 1e7);
        return regularisedBeta(known / (known + t * t), known / 2, 0.5);
    }

    /**
     * The regularised incomplete beta function by its continued fraction, evaluated from the front.
     *
     * @see <a href="https://dlmf.nist.gov/8.17">DLMF 8.17.22</a>
     */
    private static double regularisedBeta(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        // The fraction is quick on this side of the mean only.
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - regularisedBeta(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        double fraction = 1;
        double numerator = 1;
        double denominator = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            double coefficient = coefficient(i, x, a, b);
            denominator = nonZero(1 + coefficient * denominator);
            denominator = 1 / denominator;
            numerator = nonZero(1 + coefficient / numerator);
            double change = numerator * denominator;
            fraction *= change;
            if (Math.abs(change - 1) < CLOSE_ENOUGH) {
                break;
            }
        }
        return front / a * (fraction - 1);
    }

    private static double coefficient(int i, double x, double a, double b) {
        if (i == 0) {
            return 1;
        }
        int m = i / 2;
        return i % 2 == 0
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** By Stirling's series, after shifting to where that is exact to the last digits. */
    private static double logGamma(double value) {
        double x = value;
        double shift = 0;
        while (x < 15) {
            shift -= Math.log(x);
            x++;
        }
        double square = x * x;
        double series = 1 / (12 * x)
                - 1 / (360 * x * square)
                + 1 / (1260 * x * square * square)
                - 1 / (1680 * x * square * square * square);
        return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
    }
}
