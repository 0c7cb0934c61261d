package polku.load.gatling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** Which parts of a document are in the window while the visitor is active: the tracker's observer of that name. */
final class Attention {
    /** A window that moves on within so many ms did not stay: it takes its time along. */
    private static final int STAY = 500;

    private final List<Span> spans = new ArrayList<>();
    private int top;
    private int bottom;
    private long active;

    private record Span(int top, int bottom, long active) {}

    /** The window is here from now on, in ‰ of the document. */
    void look(int newTop, int newBottom) {
        if (active >= STAY) {
            spans.add(new Span(top, bottom, active));
            active = 0;
        }
        top = newTop;
        bottom = newBottom;
    }

    void add(long millis) {
        active += millis;
    }

    /** What has come since the last time; writes nothing if nothing has. */
    void tell(ArrayNode told, double speed) {
        look(top, bottom);
        if (active > 0) {
            spans.add(new Span(top, bottom, active));
            active = 0;
        }
        for (Span span : spans) {
            long played = Math.round(span.active() / speed);
            if (played > 0) {
                told.addArray().add(span.top()).add(span.bottom()).add(played);
            }
        }
        spans.clear();
    }
}
