package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.List;
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
        List<String> columns = new ArrayList<>();
        for (String device : DEVICES) {
            String on = "e.device = " + reads.device(device);
            columns.add("countIf(" + on + ")");
            columns.add("uniqExactIf(e.session_id, " + on + ")");
        }
        String asked = scope.device() == null ? "1" : "e.device = " + reads.device(scope.device());
        columns.add("countIf(" + asked + ")");
        columns.add("uniqExactIf(e.session_id, " + asked + ")");
        RowReader row = reads.rows(
                clickHouse,
                "SELECT " + String.join(", ", columns) + "\nFROM (\n"
                        + SqlText.indented(reads.pageviews(List.of("session_id", "device"))) + ") AS e");
        List<Samples.OfDevice> devices = new ArrayList<>();
        for (String device : DEVICES) {
            devices.add(new Samples.OfDevice(device, row.int64(), row.int64()));
        }
        return new Samples(devices, row.int64(), row.int64());
    }
}
