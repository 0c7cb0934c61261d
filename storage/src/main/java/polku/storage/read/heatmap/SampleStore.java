package polku.storage.read.heatmap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.SqlText;
import polku.storage.write.RowReader;

/** Counts the pageviews and sessions behind a map. Blocks. */
final class SampleStore {
    static final List<String> DEVICES = List.of("desktop", "tablet", "mobile");

    private final ClickHouse clickHouse;

    SampleStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    Samples of(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        RowReader rows = reads.rows(
                clickHouse,
                "SELECT e.device, count(), uniqExact(e.session_id)\nFROM (\n"
                        + SqlText.indented(reads.pageviews(List.of("session_id", "device")))
                        + ") AS e\nGROUP BY e.device");
        Map<String, Samples.OfDevice> found = new HashMap<>();
        while (!rows.isAtEnd()) {
            String device = rows.text();
            found.put(device, new Samples.OfDevice(device, rows.int64(), rows.int64()));
        }
        return new Samples(DEVICES.stream()
                .map(device -> found.getOrDefault(device, new Samples.OfDevice(device, 0, 0)))
                .toList());
    }

    /** Sessions with a pageview of the page on the devices asked for. */
    long sessions(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        String device = scope.device();
        return reads.rows(
                        clickHouse,
                        "SELECT uniqExact" + (device == null ? "" : "If") + "(e.session_id"
                                + (device == null ? "" : ", e.device = " + reads.device(device)) + ")\nFROM (\n"
                                + SqlText.indented(reads.pageviews(List.of("session_id", "device"))) + ") AS e")
                .int64();
    }
}
