package polku.query.heatmap;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import polku.query.report.CsvText;
import polku.query.web.Answer;
import polku.storage.read.heatmap.Elements;
import polku.storage.read.heatmap.Samples;

/** The elements of a page as JSON and as CSV have them. */
final class ElementTable {
    private static final Map<String, Function<Elements.Row, @Nullable Object>> COLUMNS = columns();

    static final RowPages<Elements.Row> PAGES = new RowPages<>(
            COLUMNS,
            Comparator.comparingLong((Elements.Row row) -> -row.clicks()).thenComparing(Elements.Row::selector));

    private ElementTable() {}

    /** @param comparedSamples null without comparison */
    record Json(
            List<Samples.OfDevice> samples,
            @Nullable List<Samples.OfDevice> comparedSamples,
            List<Elements.Row> rows,
            RowPages.Meta meta) {}

    static Json json(Elements elements, RowPages.Wish wish, String question) {
        RowPages.Page<Elements.Row> page = PAGES.page(elements.rows(), wish, question);
        Samples compared = elements.comparedSamples();
        return new Json(
                elements.samples().devices(), compared == null ? null : compared.devices(), page.rows(), page.meta());
    }

    static Answer csv(Elements elements, RowPages.Wish wish) {
        CsvText table = new CsvText();
        Map<String, Function<Elements.Row, @Nullable Object>> columns = new LinkedHashMap<>(COLUMNS);
        if (elements.comparedSamples() == null) {
            columns.remove("pValue");
        } else {
            columns.put(
                    "comparison.clicks",
                    row -> row.compared() == null ? null : row.compared().clicks());
            columns.put(
                    "comparison.sessions",
                    row -> row.compared() == null ? null : row.compared().sessions());
            columns.put(
                    "comparison.clickRate",
                    row -> row.compared() == null ? null : row.compared().clickRate());
        }
        columns.keySet().forEach(table::text);
        table.endLine();
        for (Elements.Row row : PAGES.ordered(elements.rows(), wish)) {
            for (Function<Elements.Row, @Nullable Object> column : columns.values()) {
                Object value = column.apply(row);
                if (value instanceof String text) {
                    table.text(text);
                } else {
                    table.number((Number) value);
                }
            }
            table.endLine();
        }
        return table.answer();
    }

    private static Map<String, Function<Elements.Row, @Nullable Object>> columns() {
        Map<String, Function<Elements.Row, @Nullable Object>> columns = new LinkedHashMap<>();
        columns.put("selector", Elements.Row::selector);
        columns.put("tag", Elements.Row::tag);
        columns.put("text", Elements.Row::text);
        columns.put("clicks", Elements.Row::clicks);
        columns.put("share", Elements.Row::share);
        columns.put("sessions", Elements.Row::sessions);
        columns.put("clickRate", Elements.Row::clickRate);
        columns.put("rageClicks", Elements.Row::rageClicks);
        columns.put("deadClicks", Elements.Row::deadClicks);
        columns.put("errorClicks", Elements.Row::errorClicks);
        columns.put("hesitationSeconds", Elements.Row::hesitationSeconds);
        columns.put("conversionsAfter", Elements.Row::conversionsAfter);
        columns.put("conversionRateAfter", Elements.Row::conversionRateAfter);
        columns.put("pValue", Elements.Row::pValue);
        return columns;
    }
}
