package polku.collector.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.collector.CollectorMetrics;
import polku.collector.beacon.Beacon;
import polku.collector.replay.Recordings;
import polku.collector.replay.Recordings.Verdict;
import polku.collector.rows.Origin;
import polku.collector.rows.PageFacts;
import polku.collector.snapshot.Looks;
import polku.storage.control.PageTokens;
import polku.storage.control.PageTokens.Grant;
import polku.storage.control.PageTokens.Purpose;
import polku.storage.control.Site;

/**
 * What a tracker is asked for in the answer to its beacon: a look at its page ({@link Looks}), and to record the session
 * ({@link Recordings}). Safe for use by several threads.
 */
final class Asking {
    private final Looks looks;
    private final Recordings recordings;
    private final PageTokens tokens;
    private final CollectorMetrics metrics;

    Asking(Looks looks, Recordings recordings, PageTokens tokens, CollectorMetrics metrics) {
        this.looks = looks;
        this.recordings = recordings;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    /** The parts to load and what each is given, as the JSON text of an array; null for none. */
    @Nullable
    String of(Beacon beacon, List<PageFacts> pages, Origin origin) {
        Site site = origin.site();
        if (!site.snapshots().taken() && !site.replay().recorded()) {
            return null;
        }
        PageFacts opened = opened(beacon, pages);
        String look = opened != null && site.snapshots().taken() ? look(opened, origin) : null;
        // One who grants consent on a page that is open already is to be recorded from there on.
        String replay = site.replay().recorded() && (opened != null || beacon.granted())
                ? replay(origin, beacon.client() != null)
                : null;
        if (look == null && replay == null) {
            return null;
        }
        return "[" + (look == null ? "" : look) + (look == null || replay == null ? "" : ",")
                + (replay == null ? "" : replay) + "]";
    }

    /** The last page that the beacon opens, which is the one that the visitor most likely sees. */
    private static @Nullable PageFacts opened(Beacon beacon, List<PageFacts> pages) {
        for (int i = beacon.items().size() - 1; i >= 0; i--) {
            if (beacon.items().get(i) instanceof Beacon.Pageview opened) {
                return pages.get(opened.page());
            }
        }
        return null;
    }

    private @Nullable String look(PageFacts page, Origin origin) {
        String device = origin.client().device();
        if (!looks.isDue(origin.site(), page.page(), device)) {
            return null;
        }
        Grant grant =
                new Grant(Purpose.LOOK, origin.site().id(), origin.visitor(), page.hostname(), page.page(), device);
        return "[\"s\",\"" + tokens.sign(grant) + "\"]";
    }

    private @Nullable String replay(Origin origin, boolean consents) {
        Verdict verdict = recordings.verdict(origin.site(), origin.visitor(), consents);
        metrics.judged(verdict);
        if (!verdict.isRecorded()) {
            return null;
        }
        Grant grant = new Grant(Purpose.REPLAY, origin.site().id(), origin.visitor(), "", "", "");
        return "[\"r\",\"" + tokens.sign(grant) + "\"," + recordings.rules(origin.site(), verdict) + "]";
    }
}
