package polku.storage.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a sample whose mean is compared with another's.
 *
 * @param size how many values
 * @param sum of the values
 * @param squares sum of their squares
 */
public record Sample(double size, double sum, double squares) {
    private double mean() {
        return sum / size;
    }

    /** The square of the mean's standard error. */
    private double error() {
        double variance = Math.max(0, (squares - sum * sum / size) / (size - 1));
        return variance / size;
    }

    /** Welch's test: the two-sided p-value of "the means are the same"; null where that cannot be told. */
    public static @Nullable Double sameMean(Sample first, Sample second) {
        if (first.size < 2 || second.size < 2) {
            return null;
        }
        double error = first.error() + second.error();
        if (error <= 0) {
            return null;
        }
        double freedom = error
                * error
                / (first.error() * first.error() / (first.size - 1)
                        + second.error() * second.error() / (second.size - 1));
        return StudentT.twoSided((second.mean() - first.mean()) / Math.sqrt(error), freedom);
    }

    /** The test of two proportions, pooled, for samples of zeros and ones; null where that cannot be told. */
    public static @Nullable Double sameProportion(Sample first, Sample second) {
        if (first.size < 1 || second.size < 1) {
            return null;
        }
        double pooled = (first.sum + second.sum) / (first.size + second.size);
        double error = pooled * (1 - pooled) * (1 / first.size + 1 / second.size);
        if (error <= 0) {
            return null;
        }
        return StudentT.twoSided((second.mean() - first.mean()) / Math.sqrt(error), Double.POSITIVE_INFINITY);
    }
}
