package polku.collector.beacon;

import polku.collector.beacon.Beacon.Click;
import polku.collector.beacon.Beacon.Copy;
import polku.collector.beacon.Beacon.CustomEvent;
import polku.collector.beacon.Beacon.Engagement;
import polku.collector.beacon.Beacon.FailedRequest;
import polku.collector.beacon.Beacon.Form;
import polku.collector.beacon.Beacon.Identify;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.Beacon.Move;
import polku.collector.beacon.Beacon.Pageview;
import polku.collector.beacon.Beacon.Print;
import polku.collector.beacon.Beacon.ScriptError;
import polku.collector.beacon.Beacon.Spans;
import polku.collector.beacon.Beacon.Vital;
import polku.storage.write.EventRow;
import polku.storage.write.InteractionRow.Kind;

/** Reads the items of one beacon, one after the other: each type in a method that names the members it needs. */
final class ItemParser {
    /** A body of 64 KB could hold some 4,000, and each becomes a row with its selector. */
    private static final int MAX_POINTS_AND_SPANS = 2000;

    private static final int LEAST_FAILURE = 400;

    private final ItemMembers item;
    private int pointsAndSpans;

    ItemParser(JsonReader json) {
        this.item = new ItemMembers(json);
    }

    Item read(String where) {
        item.read(where);
        String type = item.need(item.type, "type");
        if (item.at == ItemMembers.ABSENT) {
            throw item.json.wrong("lacks 'at'");
        }
        long at = item.at;
        int page = item.need(item.page, "page");
        return switch (type) {
            case "pageview" -> new Pageview(at, page);
            case "event" -> event(where, at, page);
            case "engagement" -> engagement(at, page);
            case "click" -> click(at, page, Kind.CLICK);
            case "rageClick" -> click(at, page, Kind.RAGE_CLICK);
            case "deadClick" -> click(at, page, Kind.DEAD_CLICK);
            case "errorClick" -> click(at, page, Kind.ERROR_CLICK);
            case "move" -> move(at, page);
            case "attention" -> attention(at, page);
            case "form" -> form(where, at, page);
            case "error" -> error(at, page);
            case "failedRequest" -> failedRequest(where, at, page);
            case "vital" -> vital(where, at, page);
            case "copy" -> new Copy(at, page, item.need(item.selector, "selector"), item.need(item.length, "length"));
            case "print" -> new Print(at, page);
            case "identify" -> new Identify(at, page, item.need(item.user, "user"), item.traits);
            default ->
                throw item.json.wrong(
                        "must have one of the types pageview, event, engagement, click, rageClick, deadClick,"
                                + " errorClick, move, attention, form, error, failedRequest, vital, copy, print, identify");
        };
    }

    private CustomEvent event(String where, long at, int page) {
        String name = item.need(item.name, "name");
        if (name.isEmpty() || name.equals(EventRow.PAGEVIEW)) {
            item.json.at(where, "name");
            throw item.json.wrong(name.isEmpty() ? "must not be empty" : "must not be 'pageview'");
        }
        return new CustomEvent(at, page, name, item.props, item.revenue, item.products);
    }

    private Engagement engagement(long at, int page) {
        return new Engagement(
                at,
                page,
                item.need(item.visible, "visible"),
                item.need(item.active, "active"),
                item.need(item.depth, "depth"));
    }

    private Click click(long at, int page, Kind kind) {
        int[] document = item.need(item.document, "document");
        return new Click(
                at,
                page,
                kind,
                item.need(item.selector, "selector"),
                item.need(item.tag, "tag"),
                item.text,
                item.need(item.x, "x"),
                item.need(item.y, "y"),
                item.need(item.pageX, "pageX"),
                item.need(item.pageY, "pageY"),
                document[0],
                document[1]);
    }

    private Move move(long at, int page) {
        int[] document = item.need(item.document, "document");
        int[] points = item.checkedPoints();
        count(points.length / Move.POINT_NUMBERS);
        return new Move(at, page, document[0], document[1], item.need(item.elements, "elements"), points);
    }

    private Spans attention(long at, int page) {
        int[] document = item.need(item.document, "document");
        int[] spans = item.checkedSpans();
        count(spans.length / Spans.SPAN_NUMBERS);
        return new Spans(at, page, document[0], document[1], spans);
    }

    private void count(int more) {
        pointsAndSpans += more;
        if (pointsAndSpans > MAX_POINTS_AND_SPANS) {
            item.json.at("items");
            throw item.json.wrong("must hold at most " + MAX_POINTS_AND_SPANS + " points and spans together");
        }
    }

    private Form form(String where, long at, int page) {
        String action = item.need(item.action, "action");
        Kind kind = switch (action) {
            case "start" -> Kind.FORM_START;
            case "field" -> Kind.FORM_FIELD;
            case "submit" -> Kind.FORM_SUBMIT;
            case "abandon" -> Kind.FORM_ABANDON;
            default -> {
                item.json.at(where, "action");
                throw item.json.wrong("must be start, field, submit or abandon");
            }
        };
        String form = item.need(item.form, "form");
        String field = kind == Kind.FORM_FIELD ? item.need(item.field, "field") : item.field;
        return new Form(
                at,
                page,
                kind,
                form,
                field == null ? "" : field,
                item.name == null ? "" : item.name,
                ItemMembers.orZero(item.ms),
                ItemMembers.orZero(item.changes));
    }

    private ScriptError error(long at, int page) {
        return new ScriptError(
                at,
                page,
                item.need(item.message, "message"),
                item.source,
                ItemMembers.orZero(item.line),
                ItemMembers.orZero(item.column),
                item.stack);
    }

    private FailedRequest failedRequest(String where, long at, int page) {
        int status = item.need(item.status, "status");
        if (status != 0 && status < LEAST_FAILURE) {
            item.json.at(where, "status");
            throw item.json.wrong("must be 0, or between " + LEAST_FAILURE + " and 599");
        }
        return new FailedRequest(
                at,
                page,
                item.need(item.method, "method"),
                item.need(item.url, "url"),
                status,
                item.need(item.ms, "ms"));
    }

    private Vital vital(String where, long at, int page) {
        String name = item.need(item.name, "name");
        if (item.value < 0) {
            throw item.json.wrong("lacks 'value'");
        }
        String rating = item.need(item.rating, "rating");
        switch (name) {
            case "LCP", "INP", "CLS", "FCP", "TTFB" -> {}
            default -> {
                item.json.at(where, "name");
                throw item.json.wrong("must be LCP, INP, CLS, FCP or TTFB");
            }
        }
        switch (rating) {
            case "good", "needs-improvement", "poor" -> {}
            default -> {
                item.json.at(where, "rating");
                throw item.json.wrong("must be good, needs-improvement or poor");
            }
        }
        return new Vital(at, page, name, item.value, rating, item.target);
    }
}
