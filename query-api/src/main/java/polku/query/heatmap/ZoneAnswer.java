package polku.query.heatmap;

import java.util.List;
import polku.storage.read.heatmap.Samples;
import polku.storage.read.heatmap.Zones;

/** {@link Zones} as JSON has them. */
record ZoneAnswer(List<Samples.OfDevice> samples, long attentionPageviews, List<Zones.Row> rows) {
    static ZoneAnswer of(Zones zones) {
        return new ZoneAnswer(zones.samples().devices(), zones.attentionPageviews(), zones.rows());
    }
}
