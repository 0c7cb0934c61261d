package polku.query.heatmap;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.storage.read.heatmap.Heatmap;
import polku.storage.read.heatmap.Samples;

/** A {@link Heatmap} as JSON has it. */
record PointAnswer(
        List<Samples.OfDevice> samples,
        long interactions,
        long sessions,
        List<Heatmap.Element> elements,
        @Nullable List<String> values,
        Points points) {
    /** {@code value} is left out where the points have none. */
    record Points(
            int[] element,
            int[] x,
            int[] y,
            int[] pageX,
            int[] pageY,
            int[] documentWidth,
            int[] count,
            @JsonInclude(JsonInclude.Include.NON_NULL) int @Nullable [] value) {}

    static PointAnswer of(Heatmap map) {
        Heatmap.Points found = map.points();
        return new PointAnswer(
                map.samples().devices(),
                map.interactions(),
                map.sessions(),
                map.elements(),
                map.values(),
                new Points(
                        found.element(),
                        found.x(),
                        found.y(),
                        found.pageX(),
                        found.pageY(),
                        found.documentWidth(),
                        found.count(),
                        found.value()));
    }
}
