package polku.collector.rows;

import polku.collector.beacon.Beacon.Click;
import polku.collector.beacon.Beacon.Copy;
import polku.collector.beacon.Beacon.Engagement;
import polku.collector.beacon.Beacon.FailedRequest;
import polku.collector.beacon.Beacon.Form;
import polku.collector.beacon.Beacon.Item;
import polku.collector.beacon.Beacon.Move;
import polku.collector.beacon.Beacon.Print;
import polku.collector.beacon.Beacon.ScriptError;
import polku.collector.beacon.Beacon.Spans;
import polku.collector.beacon.Beacon.Vital;
import polku.collector.enrich.Scrubber;
import polku.collector.spool.SpoolEntry;
import polku.storage.write.InteractionRow;
import polku.storage.write.InteractionRow.Attention;
import polku.storage.write.InteractionRow.Detail;
import polku.storage.write.InteractionRow.Kind;
import polku.storage.write.InteractionRow.Spot;
import polku.storage.write.RowKind;

/** All that happens inside a page as rows: one per item, and one per point of a move and per span of attention. */
final class InteractionRows {
    private final SpoolEntry.Builder entry;
    private final Origin origin;
    private final Scrubber scrubber;

    InteractionRows(SpoolEntry.Builder entry, Origin origin, Scrubber scrubber) {
        this.entry = entry;
        this.origin = origin;
        this.scrubber = scrubber;
    }

    void add(Item item, long at, PageFacts page) {
        if (item instanceof Engagement ping) {
            Attention attention = new Attention(ping.visible(), ping.active(), ping.depth(), 0, 0);
            add(at, page, Kind.ENGAGEMENT, Spot.NONE, attention, Detail.NONE);
        } else if (item instanceof Click click) {
            add(at, page, click.kind(), spot(click), Attention.NONE, Detail.NONE);
        } else if (item instanceof Move move) {
            move(at, page, move);
        } else if (item instanceof Spans spans) {
            attention(at, page, spans);
        } else if (item instanceof Vital vital) {
            Detail detail = new Detail(vital.name(), "", "", "", vital.rating(), vital.value(), 0);
            add(at, page, Kind.VITAL, element(vital.target()), Attention.NONE, detail);
        } else if (item instanceof Form form) {
            String name = scrubber.text(form.name());
            Detail detail = new Detail(name, scrubber.text(form.form()), "", "", "", form.ms(), form.changes());
            add(at, page, form.kind(), element(form.field()), Attention.NONE, detail);
        } else if (item instanceof ScriptError error) {
            Detail detail = new Detail(
                    "", place(error), scrubber.text(error.message()), scrubber.text(error.stack()), "", 0, 0);
            add(at, page, Kind.ERROR, Spot.NONE, Attention.NONE, detail);
        } else if (item instanceof FailedRequest failed) {
            String url = scrubber.address(failed.url());
            Detail detail = new Detail(failed.method(), url, "", "", "", failed.ms(), failed.status());
            add(at, page, Kind.FAILED_REQUEST, Spot.NONE, Attention.NONE, detail);
        } else if (item instanceof Copy copy) {
            Detail detail = new Detail("", "", "", "", "", copy.length(), 0);
            add(at, page, Kind.COPY, element(copy.selector()), Attention.NONE, detail);
        } else if (item instanceof Print) {
            add(at, page, Kind.PRINT, Spot.NONE, Attention.NONE, Detail.NONE);
        } else {
            throw new IllegalArgumentException("not an interaction: " + item.getClass());
        }
    }

    private Spot spot(Click click) {
        return new Spot(
                scrubber.text(click.selector()),
                click.tag(),
                scrubber.text(click.text()),
                click.x(),
                click.y(),
                click.pageX(),
                click.pageY(),
                click.documentWidth(),
                click.documentHeight());
    }

    private Spot element(String selector) {
        return selector.isEmpty() ? Spot.NONE : Spot.of(scrubber.text(selector));
    }

    private void move(long at, PageFacts page, Move move) {
        String[] elements = new String[move.elements().size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = scrubber.text(move.elements().get(i));
        }
        int[] points = move.points();
        for (int i = 0; i < points.length; i += Move.POINT_NUMBERS) {
            Spot spot = new Spot(
                    elements[points[i + 1]],
                    "",
                    "",
                    points[i + 2],
                    points[i + 3],
                    points[i + 4],
                    points[i + 5],
                    move.documentWidth(),
                    move.documentHeight());
            add(at + points[i], page, Kind.MOVE, spot, Attention.NONE, Detail.NONE);
        }
    }

    private void attention(long at, PageFacts page, Spans item) {
        Spot spot = Spot.inDocument(item.documentWidth(), item.documentHeight());
        int[] spans = item.spans();
        for (int i = 0; i < spans.length; i += Spans.SPAN_NUMBERS) {
            Attention attention = new Attention(0, spans[i + 2], 0, spans[i], spans[i + 1]);
            add(at, page, Kind.ATTENTION, spot, attention, Detail.NONE);
        }
    }

    /** As browsers write it, so that errors can be told apart by place. */
    private String place(ScriptError error) {
        if (error.source().isEmpty()) {
            return "";
        }
        return scrubber.address(error.source()) + ":" + error.line() + ":" + error.column();
    }

    private void add(long at, PageFacts page, Kind kind, Spot spot, Attention attention, Detail detail) {
        new InteractionRow(
                        origin.site().number(),
                        origin.visitor(),
                        at,
                        origin.receivedAt(),
                        page.pageviewId(),
                        kind,
                        page.hostname(),
                        page.page(),
                        origin.client().device(),
                        origin.viewportWidth(),
                        origin.viewportHeight(),
                        spot,
                        attention,
                        detail)
                .encode(entry.row());
        entry.add(RowKind.INTERACTION, false);
    }
}
