package polku.query.heatmap;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import polku.storage.read.Buckets;
import polku.storage.read.heatmap.ElementSeriesStore;

/** An element's clicks over time as JSON has them. */
record ElementAnswer(List<Row> rows) {
    /** @param start of the step, in the site's time zone */
    record Row(String start, long clicks, long sessions) {}

    static ElementAnswer of(Buckets series, List<ElementSeriesStore.Step> steps) {
        return new ElementAnswer(IntStream.range(0, steps.size())
                .mapToObj(i -> new Row(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(series.start(i)),
                        steps.get(i).clicks(),
                        steps.get(i).sessions()))
                .toList());
    }
}
