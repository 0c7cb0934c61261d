package polku.storage.read.heatmap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.SqlText;
import polku.storage.write.RowReader;

/** The reads of the pageviews and sessions behind a map. */
final class SampleSql {
    private static final List<String> DEVICES = List.of("desktop", "tablet", "mobile");

    private SampleSql() {}

    static ClickHouse.Select samples(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT e.device, count(), uniqExact(e.session_id)\nFROM (\n"
                + SqlText.indented(reads.pageviews(List.of("session_id", "device")))
                + ") AS e\nGROUP BY e.device");
    }

    /** @param rows of {@link #samples} */
    static Samples samples(RowReader rows) {
        Map<String, Samples.OfDevice> found = new HashMap<>();
        while (!rows.isAtEnd()) {
            String device = rows.text();
            found.put(device, new Samples.OfDevice(device, rows.int64(), rows.int64()));
        }
        return new Samples(DEVICES.stream()
                .map(device -> found.getOrDefault(device, new Samples.OfDevice(device, 0, 0)))
                .toList());
    }

    /** One row: how many sessions have a pageview of the page on the devices asked for (UInt64). */
    static ClickHouse.Select sessions(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        String device = scope.device();
        String counted = device == null
                ? "uniqExact(e.session_id)"
                : "uniqExactIf(e.session_id, e.device = " + reads.device(device) + ")";
        return reads.select("SELECT " + counted + "\nFROM (\n"
                + SqlText.indented(reads.pageviews(List.of("session_id", "device"))) + ") AS e");
    }
}
