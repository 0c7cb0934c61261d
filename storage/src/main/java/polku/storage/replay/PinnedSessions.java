package polku.storage.replay;

import java.util.Set;

/** The sessions whose recordings their site's owner wants to keep, whatever their age and size. */
public interface PinnedSessions {
    /**
     * Blocks.
     *
     * @param siteId see {@link polku.storage.control.Site#id}
     * @return ids of sessions, as in table rows
     */
    Set<Long> of(String siteId);

    /** Where nobody pins any. */
    PinnedSessions NONE = siteId -> Set.of();
}
