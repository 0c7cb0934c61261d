package polku.storage.read;

import java.time.Instant;

/**
 * What a page looked like to one class of devices, with a recorded DOM.
 *
 * @param id the skeleton: 16 lower-case hex digits, equal for pages whose elements are
 * @param takenAt when the DOM was recorded that is shown
 * @param byOwner whether the owner recorded it
 * @param visitors who saw this version, as far as browsers were asked
 * @param viewport of the window in which it was recorded
 */
public record PageVersion(
        String id,
        String page,
        String device,
        Instant firstSeenAt,
        Instant lastSeenAt,
        Instant takenAt,
        boolean byOwner,
        long visitors,
        Size viewport,
        Size document) {
    /** So many visitors must have seen the same skeleton: one alone could show anything. */
    static final int ENOUGH_VISITORS = 3;

    /** In CSS px. */
    public record Size(int width, int height) {}

    /** True where it may be shown behind a heatmap. */
    public boolean isUsable() {
        return byOwner || visitors >= ENOUGH_VISITORS;
    }
}
