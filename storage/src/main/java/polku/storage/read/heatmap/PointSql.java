package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.SqlText;

/**
 * The reads of points, each of which gives rows of RowBinary. Elements and values come by the hash of their names, which is several times as fast to tell apart and to
 * carry over as the names are; two statements more tell the names.
 */
final class PointSql {
    /** The bits of the hash that tell an element; the others are the cell's: 8 for its column, 10 for its line. */
    private static final long ELEMENT = -1L << 18;

    private static final int LINE_BITS = 10;
    private static final int PLACE_BITS = 15;

    private final PointQuestion question;
    private final ScopeSql reads;

    private PointSql(PointQuestion question) {
        this.question = question;
        this.reads = new ScopeSql(question.scope());
    }

    /**
     * One row of arrays side by side, which is several times as fast as a row for each point: element and cell (UInt64, see {@link
     * #element}), x, y (UInt16), page x, page y, document width, count (UInt32), and where the question asks for them the value
     * (UInt64).
     *
     * @param coarser how many bits fewer tell cells apart
     */
    static ClickHouse.Select points(PointQuestion question, int coarser) {
        PointSql composer = new PointSql(question);
        return composer.reads.select(composer.points(coarser));
    }

    /** The element of the hash of a selector, or of an element and its cell. */
    static long element(long hash) {
        return hash & ELEMENT;
    }

    /** Rows of the hash (UInt64) of an element's selector, and its selector, tag and text. */
    static ClickHouse.Select elements(PointQuestion question) {
        PointSql composer = new PointSql(question);
        // Moves tell of their element no more than its selector.
        String click = PointKind.CLICK.id();
        String kind =
                question.kind() == PointKind.MOVE ? click : question.kind().id();
        String sql = "SELECT cityHash64(i.selector), i.selector, argMaxIf(i.tag, i.at, i.kind = '" + kind
                + "'), argMaxIf(i.text, i.at, i.kind = '" + kind + "')"
                + composer.reads.fromInteractions(
                        List.of("selector", "tag", "text", "at", "kind"),
                        question.kind().id(),
                        kind)
                + "\nGROUP BY i.selector";
        return composer.reads.select(sql);
    }

    /** One row: how many sessions have such an interaction (UInt64). */
    static ClickHouse.Select sessions(PointQuestion question) {
        PointSql composer = new PointSql(question);
        return composer.reads.select("SELECT uniqExact(i.session_id)"
                + composer.reads.fromInteractions(
                        List.of("session_id"), question.kind().id()));
    }

    /** Rows of the hash (UInt64) and the text of each value. */
    static ClickHouse.Select values(PointQuestion question, PointQuestion.By.OfSession by) {
        PointSql composer = new PointSql(question);
        return composer.reads.select("SELECT cityHash64(v.value), v.value\nFROM (\n"
                + SqlText.indented(composer.reads.sessions().values(by.dimension()))
                + ") AS v\nGROUP BY v.value");
    }

    private String points(int coarser) {
        PointQuestion.By by = question.by();
        List<String> columns = new ArrayList<>(List.of("selector", "element_x", "element_y"));
        columns.addAll(List.of("page_x", "page_y", "document_width"));
        List<String> found = new ArrayList<>(List.of(
                "bitOr(bitAnd(cityHash64(i.selector), " + Long.toUnsignedString(ELEMENT) + "), " + cell(coarser)
                        + ") AS cell",
                mean("element_x", "UInt16"),
                mean("element_y", "UInt16"),
                mean("page_x", "UInt32"),
                mean("page_y", "UInt32"),
                mean("document_width", "UInt32"),
                "toUInt32(count()) AS points"));
        List<String> names = new ArrayList<>(
                List.of("cell", "element_x", "element_y", "page_x", "page_y", "document_width", "points"));
        if (by != null) {
            columns.add("session_id");
            found.add(value(by) + " AS value");
            names.add("value");
        }
        String cells = "SELECT " + String.join(", ", found)
                + reads.fromInteractions(columns, question.kind().id()) + join(by) + "\nGROUP BY cell"
                + (by == null ? "" : ", value");
        return names.stream().map(name -> "groupArray(c." + name + ")").collect(Collectors.joining(", ", "SELECT ", ""))
                + "\nFROM (\n" + SqlText.indented(cells) + ") AS c";
    }

    /** The cell's line and column, in the bits that {@link #ELEMENT} leaves. */
    private String cell(int coarser) {
        int xBits = Math.min(PLACE_BITS, question.kind().xBits() + coarser);
        int yBits = Math.min(PLACE_BITS, question.kind().yBits() + coarser);
        return "bitOr(bitShiftLeft(toUInt64(bitShiftRight(i.element_x, " + xBits + ")), " + LINE_BITS
                + "), bitShiftRight(i.element_y, " + yBits + "))";
    }

    /** Rounded to the nearest whole number, halves up. */
    private static String mean(String column, String type) {
        return "to" + type + "(intDiv(2 * sum(i." + column + ") + count(), 2 * count())) AS " + column;
    }

    private String value(PointQuestion.By by) {
        if (by instanceof PointQuestion.By.Converted converted) {
            return "toUInt64(i.session_id IN (\nSELECT g.session_id\nFROM (\n"
                    + SqlText.indented(reads.sessions().reaching(converted.goals())) + ") AS g))";
        }
        return "v.value";
    }

    private String join(PointQuestion.@Nullable By by) {
        String values;
        if (by instanceof PointQuestion.By.OfSession session) {
            values = "SELECT t.session_id AS session_id, cityHash64(t.value) AS value\nFROM (\n"
                    + SqlText.indented(reads.sessions().values(session.dimension())) + ") AS t";
        } else if (by instanceof PointQuestion.By.Returning) {
            values = reads.sessions().returning();
        } else {
            return "";
        }
        return "\nLEFT ANY JOIN (\n" + SqlText.indented(values) + ") AS v ON i.session_id = v.session_id";
    }
}
