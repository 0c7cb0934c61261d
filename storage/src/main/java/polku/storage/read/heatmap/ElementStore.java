package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.control.Goal;
import polku.storage.read.SqlText;
import polku.storage.statistics.Sample;
import polku.storage.write.RowReader;

/** Answers which elements of a page were clicked, and what came of it. Blocks. */
public final class ElementStore {
    private final ClickHouse clickHouse;

    public ElementStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Counts(String tag, String text, long clicks, long sessions, long rage, long dead, long error) {
        static final Counts NONE = new Counts("", "", 0, 0, 0, 0, 0);
    }

    /** @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy */
    public Elements answer(ElementQuestion question) {
        HeatmapScope scope = question.scope();
        HeatmapScope comparedScope = question.compared();
        List<ClickHouse.Select> parts = new ArrayList<>(List.of(
                counts(scope),
                SampleSql.samples(scope),
                SampleSql.sessions(scope),
                hesitations(scope),
                conversions(scope, question.goals())));
        if (comparedScope != null) {
            parts.addAll(List.of(
                    counts(comparedScope), SampleSql.samples(comparedScope), SampleSql.sessions(comparedScope)));
        }
        List<RowReader> rowsOf = ScopeSql.rows(clickHouse, parts);
        Map<String, Counts> counts = counts(rowsOf.get(0));
        long sessions = rowsOf.get(2).int64();
        Map<String, Double> hesitations = hesitations(rowsOf.get(3));
        Map<String, Long> conversions = conversions(rowsOf.get(4));
        Map<String, Counts> compared = comparedScope == null ? Map.of() : counts(rowsOf.get(5));
        long otherSessions = comparedScope == null ? 0 : rowsOf.get(7).int64();
        long clicks = counts.values().stream().mapToLong(Counts::clicks).sum();
        Set<String> selectors = new LinkedHashSet<>(counts.keySet());
        compared.forEach((selector, count) -> {
            if (count.clicks() > 0) {
                selectors.add(selector);
            }
        });
        List<Elements.Row> rows = new ArrayList<>();
        for (String selector : selectors) {
            Counts count = counts.getOrDefault(selector, Counts.NONE);
            Counts other = compared.getOrDefault(selector, Counts.NONE);
            Counts named = count == Counts.NONE ? other : count;
            long converted = conversions.getOrDefault(selector, 0L);
            rows.add(new Elements.Row(
                    selector,
                    named.tag(),
                    named.text(),
                    count.clicks(),
                    Rate.of(count.clicks(), clicks),
                    count.sessions(),
                    Rate.of(count.sessions(), sessions),
                    count.rage(),
                    count.dead(),
                    count.error(),
                    hesitations.get(selector),
                    converted,
                    Rate.of(converted, count.sessions()),
                    comparedScope == null
                            ? null
                            : new Elements.Compared(
                                    other.clicks(), other.sessions(), Rate.of(other.sessions(), otherSessions)),
                    comparedScope == null
                            ? null
                            : pValue(other.sessions(), otherSessions, count.sessions(), sessions)));
        }
        return new Elements(
                SampleSql.samples(rowsOf.get(1)),
                comparedScope == null ? null : SampleSql.samples(rowsOf.get(6)),
                rows);
    }

    private static @Nullable Double pValue(long first, long ofFirst, long second, long ofSecond) {
        return Sample.sameProportion(sample(first, ofFirst), sample(second, ofSecond));
    }

    private static Sample sample(long part, long whole) {
        long within = Math.min(part, whole);
        return new Sample(whole, within, within);
    }

    private static ClickHouse.Select counts(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT i.selector, argMax(i.tag, i.at), argMax(i.text, i.at), countIf(i.kind = 'click'),"
                + " uniqExactIf(i.session_id, i.kind = 'click'), countIf(i.kind = 'rageClick'),"
                + " countIf(i.kind = 'deadClick'), countIf(i.kind = 'errorClick')"
                + reads.fromInteractions(
                        List.of("selector", "tag", "text", "at", "kind", "session_id"),
                        "click",
                        "rageClick",
                        "deadClick",
                        "errorClick")
                + "\nGROUP BY i.selector");
    }

    private static Map<String, Counts> counts(RowReader rows) {
        Map<String, Counts> counts = new HashMap<>();
        while (!rows.isAtEnd()) {
            counts.put(
                    rows.text(),
                    new Counts(
                            rows.text(),
                            rows.text(),
                            rows.int64(),
                            rows.int64(),
                            rows.int64(),
                            rows.int64(),
                            rows.int64()));
        }
        return counts;
    }

    private static ClickHouse.Select hesitations(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        String element = "cityHash64(i.selector) AS element";
        // Few of all moves are over something that is clicked then: only these need be told apart.
        String clicked = "SELECT i.visitor_id, i.pageview_id, i.element"
                + reads.fromInteractions(List.of("visitor_id", "pageview_id", element), "click");
        String visits = "SELECT any(i.selector) AS selector, minIf(i.millis, i.kind = 'move') AS came,"
                + " minIf(i.millis, i.kind = 'click') AS clicked, countIf(i.kind = 'move') AS moves,"
                + " countIf(i.kind = 'click') AS clicks"
                + reads.fromInteractions(
                        List.of(
                                "selector",
                                element,
                                "kind",
                                "visitor_id",
                                "pageview_id",
                                "toUnixTimestamp64Milli(i.at) AS millis"),
                        "move",
                        "click")
                + "\nWHERE (i.visitor_id, i.pageview_id, i.element) IN (\n" + SqlText.indented(clicked)
                + ")\nGROUP BY i.visitor_id, i.pageview_id, i.element"
                + "\nHAVING moves > 0 AND clicks > 0 AND came <= clicked";
        return reads.select("SELECT v.selector, quantileExactInclusive(0.5)(v.clicked - v.came) / 1000\nFROM (\n"
                + SqlText.indented(visits) + ") AS v\nGROUP BY v.selector");
    }

    /** Seconds, of the elements where a pointer was before the click. */
    private static Map<String, Double> hesitations(RowReader rows) {
        Map<String, Double> hesitations = new HashMap<>();
        while (!rows.isAtEnd()) {
            hesitations.put(rows.text(), rows.float64());
        }
        return hesitations;
    }

    private static ClickHouse.Select conversions(HeatmapScope scope, List<Goal> goals) {
        ScopeSql reads = new ScopeSql(scope);
        String clicked = "SELECT i.selector AS selector, i.session_id AS session_id, min(i.at) AS first"
                + reads.fromInteractions(List.of("selector", "session_id", "at"), "click")
                + "\nGROUP BY i.selector, i.session_id";
        String reached = "SELECT e.session_id AS session_id, max(e.at) AS last\nFROM (\n"
                + SqlText.indented(reads.sessions().reaching(goals)) + ") AS e\nGROUP BY e.session_id";
        return reads.select(
                "SELECT c.selector, count()\nFROM (\n" + SqlText.indented(clicked) + ") AS c\nINNER JOIN (\n"
                        + SqlText.indented(reached)
                        + ") AS g ON c.session_id = g.session_id\nWHERE g.last >= c.first\nGROUP BY c.selector");
    }

    private static Map<String, Long> conversions(RowReader rows) {
        Map<String, Long> conversions = new HashMap<>();
        while (!rows.isAtEnd()) {
            conversions.put(rows.text(), rows.int64());
        }
        return conversions;
    }
}
