package polku.storage.site;

import java.util.List;

/** The tables that hold what visitors did: whatever is done with all of a site, such as erasing it, is done with each. */
public final class SiteTables {
    public static final List<String> ALL = List.of(
            "events",
            "interactions",
            "sessions",
            "named_events",
            "identities",
            "page_snapshots",
            "replay_chunks",
            "event_slots",
            "session_slots");

    private SiteTables() {}
}
