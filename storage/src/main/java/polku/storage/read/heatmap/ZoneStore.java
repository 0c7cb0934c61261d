package polku.storage.read.heatmap;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.UInt64;
import polku.storage.read.SqlText;
import polku.storage.write.RowReader;

/** Answers what parts of a page are worth. Blocks. */
public final class ZoneStore {
    private final ClickHouse clickHouse;

    public ZoneStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    private record Clicks(long clicks, long sessions) {
        static final Clicks NONE = new Clicks(0, 0);
    }

    private record Exposed(long pageviews, long touched, long millis) {
        static final Exposed NONE = new Exposed(0, 0, 0);
    }

    private record Bought(long purchases, BigDecimal revenue) {
        static final Bought NONE = new Bought(0, BigDecimal.ZERO);
    }

    /** @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy */
    public Zones answer(ZoneQuestion question) {
        HeatmapScope scope = question.scope();
        Members members = members(question);
        List<RowReader> parts = ScopeSql.rows(
                clickHouse,
                List.of(
                        clicks(scope, members),
                        exposed(question, members),
                        bought(question, members),
                        SampleSql.samples(scope),
                        SampleSql.sessions(scope),
                        attentionPageviews(scope)));
        Map<Integer, Clicks> clicks = clicks(parts.get(0));
        Map<Integer, Exposed> exposed = exposed(parts.get(1));
        Map<Integer, Bought> bought = bought(parts.get(2));
        long sessions = parts.get(4).int64();
        long attention = parts.get(5).int64();
        List<Zones.Row> rows = new ArrayList<>();
        for (int zone = 0; zone < question.zones().size(); zone++) {
            Clicks clicked = clicks.getOrDefault(zone, Clicks.NONE);
            Exposed seen = exposed.getOrDefault(zone, Exposed.NONE);
            Bought orders = bought.getOrDefault(zone, Bought.NONE);
            rows.add(new Zones.Row(
                    question.zones().get(zone).id(),
                    clicked.clicks(),
                    clicked.sessions(),
                    Rate.of(clicked.sessions(), sessions),
                    seen.pageviews(),
                    Rate.of(seen.pageviews(), attention),
                    seconds(seen),
                    Rate.of(seen.touched(), seen.pageviews()),
                    orders.revenue(),
                    orders.purchases()));
        }
        return new Zones(SampleSql.samples(parts.get(3)), attention, rows);
    }

    private static @Nullable Double seconds(Exposed seen) {
        return seen.pageviews() == 0 ? null : (Double) (seen.millis() / 1000.0 / seen.pageviews());
    }

    /**
     * Which elements are in which zones, side by side: as hashes, since thousands of selectors are too long to be sent along with
     * every statement, and only of elements that were met.
     */
    private record Members(List<BigInteger> elements, List<Integer> zones) {
        /** A SELECT of {@code element} and {@code zone}. */
        String sql(ScopeSql reads) {
            return "SELECT m.pair.1 AS element, m.pair.2 AS zone\nFROM (SELECT arrayJoin(arrayZip("
                    + reads.bindings().named("elements", "Array(UInt64)", elements) + ", "
                    + reads.bindings().named("zones", "Array(UInt16)", zones) + ")) AS pair) AS m";
        }
    }

    private Members members(ZoneQuestion question) {
        Map<String, List<Integer>> zonesOf = new HashMap<>();
        for (int zone = 0; zone < question.zones().size(); zone++) {
            for (String selector : question.zones().get(zone).selectors()) {
                List<Integer> zones = zonesOf.computeIfAbsent(selector, unseen -> new ArrayList<>());
                if (!zones.contains(zone)) {
                    zones.add(zone);
                }
            }
        }
        ScopeSql reads = new ScopeSql(question.scope());
        RowReader rows = ScopeSql.rows(
                        clickHouse,
                        List.of(reads.select("SELECT cityHash64(i.selector), i.selector"
                                + reads.fromInteractions(List.of("selector"), "click", "move")
                                + "\nGROUP BY i.selector")))
                .get(0);
        Members members = new Members(new ArrayList<>(), new ArrayList<>());
        while (!rows.isAtEnd()) {
            BigInteger element = UInt64.of(rows.int64());
            for (int zone : zonesOf.getOrDefault(rows.text(), List.of())) {
                members.elements().add(element);
                members.zones().add(zone);
            }
        }
        return members;
    }

    private static ClickHouse.Select clicks(HeatmapScope scope, Members members) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT z.zone, count(), uniqExact(i.session_id)"
                + reads.fromInteractions(List.of("session_id", "cityHash64(i.selector) AS element"), "click")
                + inZones(members, reads) + "\nGROUP BY z.zone");
    }

    private static Map<Integer, Clicks> clicks(RowReader rows) {
        Map<Integer, Clicks> clicks = new HashMap<>();
        while (!rows.isAtEnd()) {
            clicks.put(rows.uint16(), new Clicks(rows.int64(), rows.int64()));
        }
        return clicks;
    }

    private static String inZones(Members members, ScopeSql reads) {
        return "\nINNER JOIN (\n" + SqlText.indented(members.sql(reads)) + ") AS z ON i.element = z.element";
    }

    /** By zone and pageview, whether it was looked at and whether something was done in it. */
    private static ClickHouse.Select exposed(ZoneQuestion question, Members members) {
        ScopeSql reads = new ScopeSql(question.scope());
        String middles = reads.bindings()
                .named(
                        "middles",
                        "Array(UInt16)",
                        question.zones().stream().map(ZoneQuestion.Zone::middle).toList());
        String always = reads.bindings()
                .named(
                        "always",
                        "Array(UInt8)",
                        question.zones().stream()
                                .map(zone -> zone.alwaysInView() ? 1 : 0)
                                .toList());
        String looked =
                "SELECT toUInt16(arrayJoin(arrayFilter((zone, middle, always) -> always OR (i.band_top <= middle AND middle < i.band_bottom),"
                        + " range(length(" + middles + ")), " + middles + ", " + always
                        + "))) AS zone, i.visitor_id AS visitor_id, i.pageview_id AS pageview_id, 1 AS looked, 0 AS touched,"
                        + " i.active_ms AS millis"
                        + reads.fromInteractions(
                                List.of("visitor_id", "pageview_id", "band_top", "band_bottom", "active_ms"),
                                "attention");
        String touched =
                "SELECT z.zone AS zone, i.visitor_id AS visitor_id, i.pageview_id AS pageview_id, 0 AS looked, 1 AS touched,"
                        + " toUInt32(0) AS millis\nFROM (\nSELECT DISTINCT i.element AS element, i.visitor_id AS visitor_id,"
                        + " i.pageview_id AS pageview_id"
                        + reads.fromInteractions(
                                List.of("visitor_id", "pageview_id", "cityHash64(i.selector) AS element"),
                                "click",
                                "move")
                        + ") AS i" + inZones(members, reads);
        return reads.select("SELECT p.zone, countIf(p.looked), countIf(p.looked AND p.touched), sum(p.millis)\n"
                + "FROM (\nSELECT x.zone AS zone, max(x.looked) AS looked, max(x.touched) AS touched,"
                + " sum(x.millis) AS millis\nFROM (\n" + SqlText.indented(looked) + "\nUNION ALL\n"
                + SqlText.indented(touched)
                + ") AS x\nGROUP BY x.zone, x.visitor_id, x.pageview_id) AS p\nGROUP BY p.zone");
    }

    private static Map<Integer, Exposed> exposed(RowReader rows) {
        Map<Integer, Exposed> exposed = new HashMap<>();
        while (!rows.isAtEnd()) {
            exposed.put(rows.uint16(), new Exposed(rows.int64(), rows.int64(), rows.int64()));
        }
        return exposed;
    }

    private static ClickHouse.Select bought(ZoneQuestion question, Members members) {
        ScopeSql reads = new ScopeSql(question.scope());
        String clicked = "SELECT z.zone AS zone, i.session_id AS session_id, min(i.at) AS first"
                + reads.fromInteractions(List.of("session_id", "at", "cityHash64(i.selector) AS element"), "click")
                + inZones(members, reads) + "\nGROUP BY z.zone, i.session_id";
        return reads.select("SELECT c.zone, count(), toString(sum(p.amount))\nFROM (\n" + SqlText.indented(clicked)
                + ") AS c\nINNER JOIN (\n"
                + SqlText.indented(reads.sessions().purchases(question.currency()))
                + ") AS p ON c.session_id = p.session_id\nWHERE p.at >= c.first\nGROUP BY c.zone");
    }

    private static Map<Integer, Bought> bought(RowReader rows) {
        Map<Integer, Bought> bought = new HashMap<>();
        while (!rows.isAtEnd()) {
            bought.put(rows.uint16(), new Bought(rows.int64(), plain(new BigDecimal(rows.text()))));
        }
        return bought;
    }

    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static ClickHouse.Select attentionPageviews(HeatmapScope scope) {
        ScopeSql reads = new ScopeSql(scope);
        return reads.select("SELECT uniqExact(i.visitor_id, i.pageview_id)"
                + reads.fromInteractions(List.of("visitor_id", "pageview_id"), "attention"));
    }
}
