package polku.storage.replay;

import java.util.Collection;

/** The sessions whose recordings their site's owner wants to keep, whatever their age and size. */
public interface PinnedSessions {
    /**
     * Blocks.
     *
     * @param siteId see {@link polku.storage.control.Site#id}
     * @return ids of sessions, as in table rows
     */
    Collection<Long> of(String siteId);
}
