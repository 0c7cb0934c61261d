package polku.storage.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The URL group of a page as a column of its own, computed where the table is read: an expression over dozens of patterns is
 * then written once, however often it is compared.
 */
final class GroupColumns {
    private static final String OF_EVENT = "page_group";
    private static final String OF_ENTRY = "entry_group";

    private final Bindings bindings;
    private @Nullable String ofEvents;
    private @Nullable String ofEntries;

    GroupColumns(Bindings bindings) {
        this.bindings = bindings;
    }

    /** The column of an event's group. Unqualified, as it has this name where the table is read and around it. */
    String ofEvents(Dimension.PageGroup group) {
        if (ofEvents == null) {
            ofEvents = PagePattern.group("e.page", group.groups(), bindings) + " AS " + OF_EVENT;
        }
        return OF_EVENT;
    }

    /** The column of the group of a session's entry page. */
    String ofEntries(Dimension.PageGroup group) {
        if (ofEntries == null) {
            ofEntries = PagePattern.group("s.entry_page", group.groups(), bindings) + " AS " + OF_ENTRY;
        }
        return "s." + OF_ENTRY;
    }

    /** Columns to select with those of the events. */
    List<String> events() {
        return ofEvents == null ? List.of() : List.of(ofEvents);
    }

    /** Columns to select with those of the sessions. */
    List<String> sessions() {
        return ofEntries == null ? List.of() : List.of(ofEntries);
    }

    /** The names of {@link #sessions()}. */
    List<String> sessionNames() {
        return ofEntries == null ? List.of() : List.of(OF_ENTRY);
    }
}
