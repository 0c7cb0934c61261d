package polku.load.queries;

import java.util.ArrayList;
import java.util.List;

/**
 * A question of the dashboard's overview, beside the least that a scan must read to answer it from raw events.
 *
 * @param opens whether it is asked when the overview opens; the others are asked when the reader turns to them
 * @param columns expressions over the columns of {@code events}
 */
record Panel(String name, Kind kind, Question question, boolean opens, List<String> columns) {

    enum Kind {
        OVERVIEW("overview", 0.15),
        BREAKDOWN("breakdown", 0.5),
        ACROSS_SESSIONS("with a filter across sessions", 1.5);

        final String title;
        /** The most engine time that it may take, as a part of its scan's. */
        final double aim;

        Kind(String title, double aim) {
            this.title = title;
            this.aim = aim;
        }
    }

    /** One scan for each range that is looked at. */
    List<String> scans(long site) {
        List<String> maxima =
                columns.stream().map(column -> "max(" + column + ")").toList();
        List<Range> ranges = new ArrayList<>(List.of(question.range()));
        if (question.compare() != null) {
            ranges.add(question.compare());
        }
        return ranges.stream()
                .map(range -> "SELECT " + String.join(", ", maxima) + " FROM events WHERE site_id = " + site + " AND "
                        + range.condition())
                .toList();
    }
}
