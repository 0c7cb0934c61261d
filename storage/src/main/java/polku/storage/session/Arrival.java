package polku.storage.session;

import java.util.ArrayList;
import java.util.List;

/** What a batch brings of one visitor, in order of arrival. */
public final class Arrival {
    private final List<Session> signs = new ArrayList<>(2);
    private long earliest = Long.MAX_VALUE;

    /** A sign of life ({@link SignOfLife}). */
    public Arrival sign(Session sign) {
        signs.add(sign);
        return passive(sign.activeFrom());
    }

    /** Something that is no sign of life, but has to find the session to which it belongs. */
    public Arrival passive(long at) {
        earliest = Math.min(earliest, at);
        return this;
    }

    List<Session> signs() {
        return signs;
    }

    long earliest() {
        return earliest;
    }
}
