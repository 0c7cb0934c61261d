package polku.load.heatmaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A question about the busy page.
 *
 * @param endpoint below {@code /heatmaps/}
 * @param fields of the body besides the date range, each with a comma before it
 * @param kinds that its answer is made of, as in SQL; {@code columns} likewise those that it cannot do without
 * @param hasAim whether it draws a map, for which there is an aim
 */
record HeatmapQuestion(
        String name, String endpoint, String fields, String kinds, List<String> columns, boolean hasAim) {
    private static final String PAGE = ",\"page\":\"" + BusyPage.PATH + "\"";
    private static final List<String> POINT =
            List.of("selector", "element_x", "element_y", "page_x", "page_y", "document_width");

    static List<HeatmapQuestion> all() {
        List<HeatmapQuestion> all = new ArrayList<>();
        all.add(points("clicks", "click", ""));
        all.add(points("clicks on phones", "click", ",\"device\":\"mobile\""));
        all.add(points("clicks by source", "click", ",\"by\":\"source\""));
        all.add(points("clicks by converted", "click", ",\"by\":\"converted\""));
        all.add(points("clicks of those from Google", "click", ",\"filters\":[[\"is\",\"source\",[\"Google\"]]]"));
        all.add(points("clicks of those who bought", "click", ",\"filters\":[[\"is\",\"event\",[\"purchase\"]]]"));
        all.add(points("dead clicks", "deadClick", ""));
        all.add(points("moves", "move", ""));
        all.add(points("moves on desktops", "move", ",\"device\":\"desktop\""));
        all.add(new HeatmapQuestion(
                "scroll and attention",
                "scroll",
                PAGE,
                "'engagement', 'attention'",
                List.of("visitor_id", "pageview_id", "scroll_depth", "band_top", "band_bottom", "active_ms"),
                true));
        all.add(new HeatmapQuestion(
                "elements",
                "elements",
                PAGE,
                "'click', 'move', 'rageClick', 'deadClick', 'errorClick'",
                List.of("selector", "visitor_id", "pageview_id", "session_id", "text"),
                false));
        all.add(new HeatmapQuestion(
                "zones",
                "zones",
                PAGE + ",\"zones\":[" + zones() + "]",
                "'click', 'move', 'attention'",
                List.of("selector", "visitor_id", "pageview_id", "session_id", "band_top", "band_bottom", "active_ms"),
                false));
        all.add(new HeatmapQuestion(
                "one element by day",
                "element",
                PAGE + ",\"selector\":\"" + BusyPage.selectors().get(0) + "\",\"interval\":\"day\"",
                "'click'",
                List.of("selector", "session_id"),
                false));
        all.add(new HeatmapQuestion(
                "pages",
                "pages",
                "",
                "'click', 'rageClick', 'deadClick', 'errorClick', 'engagement'",
                List.of("visitor_id", "session_id", "scroll_depth"),
                false));
        return all;
    }

    private static HeatmapQuestion points(String name, String kind, String fields) {
        return new HeatmapQuestion(
                name, "query", PAGE + ",\"kind\":\"" + kind + "\"" + fields, "'" + kind + "'", POINT, true);
    }

    /** Ten, of six elements each. */
    private static String zones() {
        List<String> selectors = BusyPage.selectors();
        List<String> zones = new ArrayList<>();
        for (int zone = 0; zone < 10; zone++) {
            zones.add("{\"id\":\"" + zone + "\",\"selectors\":[\""
                    + String.join("\",\"", selectors.subList(6 * zone, 6 * zone + 6)) + "\"],\"top\":" + 100 * zone
                    + ",\"bottom\":" + (100 * zone + 100) + "}");
        }
        return String.join(",", zones);
    }

    /** The same rows, of which nothing is asked but to be read. */
    String scan(Instant from, Instant to) {
        String page = endpoint.equals("pages") ? "" : " AND page = '" + BusyPage.PATH + "'";
        return "SELECT max(" + String.join("), max(", columns)
                + ") FROM interactions WHERE site_id = (SELECT any(site_id)"
                + " FROM interactions) AND at >= fromUnixTimestamp64Milli(" + from.toEpochMilli()
                + ", 'UTC') AND at < fromUnixTimestamp64Milli(" + to.toEpochMilli() + ", 'UTC')" + page
                + " AND kind IN ("
                + kinds + ")";
    }
}
