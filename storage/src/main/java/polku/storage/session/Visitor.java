package polku.storage.session;

import java.util.Comparator;

/** A visitor of one site. */
public record Visitor(int siteId, long visitorId) {
    static final Comparator<Visitor> IN_ORDER =
            Comparator.comparingInt(Visitor::siteId).thenComparingLong(Visitor::visitorId);
}
