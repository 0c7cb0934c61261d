package polku.storage.read.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.UInt64;
import polku.storage.control.Goal;
import polku.storage.read.Bindings;
import polku.storage.read.KeptSessions;
import polku.storage.read.Period;
import polku.storage.read.SqlText;
import polku.storage.read.Tables;
import polku.storage.write.RowReader;

/** Reads what happened in one session, event by event. */
final class MarkSql {
    /** Of events and of interactions each; the first ones. */
    private static final int MOST = 10_000;

    private static final int MOST_DETAILS = 30;
    /** What a page tells of itself may be told a little before its recording begins. */
    private static final long TOLERANCE_MS = 3_000;

    private static final String KINDS = "i.kind IN ('click', 'rageClick', 'deadClick', 'errorClick', 'error',"
            + " 'failedRequest', 'vital', 'formStart', 'formSubmit', 'formAbandon')";

    private final int site;
    private final long session;
    private final Period span;
    private final List<Goal> goals;
    private final List<Recording.Document> documents;

    /** @param span of the recording */
    MarkSql(int site, long session, Period span, List<Goal> goals, List<Recording.Document> documents) {
        this.site = site;
        this.session = session;
        this.span = span;
        this.goals = goals;
        this.documents = documents;
    }

    /** In order of time. */
    List<Mark> marks(ReplayRows rows) {
        List<RowReader> parts = rows.rows(List.of(events(), interactions()));
        List<Mark> marks = new ArrayList<>();
        while (!parts.get(0).isAtEnd()) {
            addEvent(parts.get(0), marks);
        }
        while (!parts.get(1).isAtEnd()) {
            marks.add(interaction(parts.get(1)));
        }
        marks.sort(Comparator.comparingLong(Mark::at)
                .thenComparing(Mark::kind)
                .thenComparing(Mark::text)
                .thenComparing(Mark::selector));
        return placed(marks);
    }

    private ClickHouse.Select events() {
        Bindings bindings = new Bindings();
        List<String> conditions = conditions("e", bindings);
        KeptSessions terms = new KeptSessions(List.of(), span, bindings);
        String reached = IntStream.range(0, goals.size())
                .mapToObj(k -> "if(" + terms.reaches(goals.get(k)) + ", " + (k + 1) + ", 0)")
                .collect(Collectors.joining(", ", "[", "]"));
        List<String> columns = List.of(
                "toUnixTimestamp64Milli(e.at) AS moment",
                "toString(e.name) AS called",
                "page",
                "title",
                "ifNull(toString(e.revenue), '') AS amount",
                "currency",
                "props",
                (goals.isEmpty()
                                ? "emptyArrayUInt32()"
                                : "arrayMap(k -> toUInt32(k - 1), arrayFilter(k -> k > 0, " + reached + "))")
                        + " AS reached");
        return select(
                "e.moment, e.called, e.page, e.title, e.amount, e.currency, e.props, e.reached",
                Tables.events(columns, conditions),
                "e",
                bindings);
    }

    private ClickHouse.Select interactions() {
        Bindings bindings = new Bindings();
        List<String> conditions = conditions("i", bindings);
        conditions.add(KINDS);
        List<String> columns = List.of(
                "toUnixTimestamp64Milli(i.at) AS moment",
                "toString(i.kind) AS what",
                "page",
                "toString(i.selector) AS element",
                "tag",
                "text",
                "name",
                "target",
                "message",
                "stack",
                "rating",
                "value",
                "number");
        return select(
                "i.moment, i.what, i.page, i.element, i.tag, i.text, i.name, i.target, i.message, i.stack, i.rating,"
                        + " i.value, i.number",
                Tables.interactions(columns, conditions),
                "i",
                bindings);
    }

    private List<String> conditions(String alias, Bindings bindings) {
        bindings.named("site", "UInt32", Integer.toUnsignedLong(site));
        return new ArrayList<>(List.of(
                alias + ".at >= "
                        + ReplaySql.time(bindings.named("since", "Int64", span.fromMillis() - ReplaySql.REACH_MS)),
                alias + ".at < "
                        + ReplaySql.time(bindings.named("until", "Int64", span.toMillis() + ReplaySql.REACH_MS)),
                alias + ".session_id = " + bindings.named("session", "UInt64", UInt64.of(session))));
    }

    private static ClickHouse.Select select(String columns, String read, String alias, Bindings bindings) {
        return new ClickHouse.Select(
                "SELECT " + columns + "\nFROM (\n" + SqlText.indented(read) + ") AS " + alias + "\nORDER BY " + alias
                        + ".moment\nLIMIT " + MOST,
                bindings.values());
    }

    private void addEvent(RowReader row, List<Mark> marks) {
        long at = row.int64();
        String name = row.text();
        String page = row.text();
        String title = row.text();
        String amount = row.text();
        String currency = row.text();
        Map<String, String> detail = new LinkedHashMap<>();
        row.map().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_DETAILS)
                .forEach(each -> detail.put(each.getKey(), each.getValue()));
        String price = amount.isEmpty()
                ? ""
                : new BigDecimal(amount).stripTrailingZeros().toPlainString();
        if (!price.isEmpty()) {
            detail.put("revenue", price);
            detail.put("currency", currency);
        }
        switch (name) {
            case "pageview" -> marks.add(mark(at, "page", title, page, "", detail));
            case "purchase" -> marks.add(mark(at, "purchase", (price + " " + currency).strip(), page, "", detail));
            default -> marks.add(mark(at, "event", name, page, "", detail));
        }
        for (int k : row.int32s()) {
            marks.add(mark(
                    at,
                    "goal",
                    goals.get(k).name(),
                    page,
                    "",
                    Map.of("goal", goals.get(k).id())));
        }
    }

    private static Mark interaction(RowReader row) {
        long at = row.int64();
        String kind = row.text();
        String page = row.text();
        String selector = row.text();
        String tag = row.text();
        String text = row.text();
        String name = row.text();
        String target = row.text();
        String message = row.text();
        String stack = row.text();
        String rating = row.text();
        double value = row.float64();
        int number = row.uint16();
        return switch (kind) {
            case "error" -> mark(at, kind, message, page, selector, detail("source", target, "stack", stack));
            case "failedRequest" ->
                mark(
                        at,
                        kind,
                        (name + " " + target).strip(),
                        page,
                        selector,
                        detail(
                                "method",
                                name,
                                "url",
                                target,
                                "status",
                                Integer.toString(number),
                                "milliseconds",
                                plain(value)));
            case "vital" -> mark(at, kind, name, page, selector, detail("value", plain(value), "rating", rating));
            case "formStart", "formSubmit", "formAbandon" ->
                mark(
                        at,
                        "form",
                        name,
                        page,
                        selector,
                        detail("what", kind.substring(4).toLowerCase(Locale.ROOT), "form", target));
            default -> mark(at, kind, text, page, selector, detail("tag", tag));
        };
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Map<String, String> detail(String... pairs) {
        Map<String, String> detail = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                detail.put(pairs[i], pairs[i + 1]);
            }
        }
        return detail;
    }

    private static Mark mark(
            long at, String kind, String text, String page, String selector, Map<String, String> detail) {
        return new Mark(at, kind, text, page, selector, null, detail);
    }

    /** Each in the document that shows its page at that time, or else in one of that time. */
    private List<Mark> placed(List<Mark> marks) {
        Map<Long, Set<String>> pages = new LinkedHashMap<>();
        for (Mark mark : marks) {
            if (mark.kind().equals("page")) {
                Long document = at(mark.at(), mark.page(), Map.of());
                if (document != null) {
                    pages.computeIfAbsent(document, unseen -> new HashSet<>()).add(mark.page());
                }
            }
        }
        return marks.stream()
                .map(mark -> new Mark(
                        mark.at(),
                        mark.kind(),
                        mark.text(),
                        mark.page(),
                        mark.selector(),
                        at(mark.at(), mark.page(), pages),
                        mark.detail()))
                .toList();
    }

    /** The document that began last before that time, of those that had the page where there is one. */
    private @Nullable Long at(long at, String page, Map<Long, Set<String>> pages) {
        Long found = null;
        boolean had = false;
        for (Recording.Document document : documents) {
            boolean then = document.startedAt() - TOLERANCE_MS <= at && at <= document.endedAt() + TOLERANCE_MS;
            boolean has = pages.getOrDefault(document.id(), Set.of()).contains(page);
            if (then && (has || !had)) {
                found = document.id();
                had = has;
            }
        }
        return found;
    }
}
