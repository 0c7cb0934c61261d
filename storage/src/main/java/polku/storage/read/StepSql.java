package polku.storage.read;

/**
 * Which step of a series a moment is in. The steps come as numbers ({@link Buckets}): {@code roundDown} finds a step's start by binary
 * search, {@code transform} its index.
 */
public final class StepSql {
    private final String starts;

    /** @param label tells the names of its bound values from those of other series */
    public StepSql(Buckets buckets, String label, Bindings bindings) {
        Buckets.Runs runs = buckets.runs();
        starts = "arrayCumSum(arrayConcat(["
                + bindings.named("start" + label, "Int64", buckets.starts().get(0))
                + "], arrayFlatten(arrayMap((l, n) -> arrayWithConstant(n, l), "
                + bindings.named("lengths" + label, "Array(Int64)", runs.lengths()) + ", "
                + bindings.named("repeats" + label, "Array(UInt32)", runs.repeats()) + "))))";
    }

    /** The index of the step that holds a moment, an expression of milliseconds since 1970; an {@code Int64}. */
    public String of(String millis) {
        return "transform(roundDown(" + millis + ", " + starts + "), " + starts + ", range(toInt64(length(" + starts
                + "))))";
    }
}
