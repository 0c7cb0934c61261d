package polku.storage.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.control.UrlGroup;

/** What pages looked like: their versions, and the DOM recorded of each. Blocks. */
public final class SnapshotStore {
    private static final int MOST_VERSIONS = 2000;

    private final ClickHouse clickHouse;

    public SnapshotStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** Whose versions are meant; of all pages where it is none of these. */
    public sealed interface Pages {
        record All() implements Pages {}

        record One(String page) implements Pages {}

        /** @param groups all of the site, since which one a page is in depends on the others */
        record Group(String name, List<UrlGroup> groups) implements Pages {
            public Group {
                groups = List.copyOf(groups);
            }
        }
    }

    /**
     * Versions with a recorded DOM, the one seen last first; at most 2,000.
     *
     * @param device null for all
     */
    public List<PageVersion> versions(int site, Pages pages, @Nullable String device) {
        Bindings bindings = new Bindings();
        bindings.named("site", "UInt32", Integer.toUnsignedLong(site));
        bindings.named("limit", "UInt32", MOST_VERSIONS);
        List<String> where = new ArrayList<>();
        if (device != null) {
            where.add("e.device = " + bindings.text(device));
        }
        if (pages instanceof Pages.One one) {
            where.add("e.page = " + bindings.text(one.page()));
        } else if (pages instanceof Pages.Group group) {
            where.add(PagePattern.group("e.page", group.groups(), bindings) + " = " + bindings.text(group.name()));
        }
        String sql = Sql.load(SnapshotStore.class, "pageVersions.sql")
                .replace("/* and */", where.isEmpty() ? "" : "AND " + String.join(" AND ", where));
        return clickHouse.query(sql, bindings.values(), QueryLimit.SCREEN, SnapshotStore::version);
    }

    private static PageVersion version(ResultSet row) throws SQLException {
        return new PageVersion(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getInt(7) == 1,
                row.getLong(8),
                new PageVersion.Size(row.getInt(9), row.getInt(10)),
                new PageVersion.Size(row.getInt(11), row.getInt(12)));
    }

    /**
     * The DOM of a version.
     *
     * @param title of the page
     * @param content JSON text of what rrweb-snapshot's {@code snapshot()} gives, as it came: hostile until it is sanitised
     */
    public record Snapshot(String title, PageVersion.Size viewport, PageVersion.Size document, String content) {}

    /** The newest that the owner took of the version, else the newest at all. */
    public Optional<Snapshot> find(int site, String page, String device, String version) {
        return clickHouse
                .query(
                        Sql.load(SnapshotStore.class, "pageSnapshot.sql"),
                        key(site, page, device, version),
                        QueryLimit.SCREEN,
                        row -> new Snapshot(
                                row.getString(1),
                                new PageVersion.Size(row.getInt(2), row.getInt(3)),
                                new PageVersion.Size(row.getInt(4), row.getInt(5)),
                                row.getString(6)))
                .stream()
                .findFirst();
    }

    /** Forgets a version of a page. */
    public void delete(int site, String page, String device, String version) {
        clickHouse.execute(Sql.load(SnapshotStore.class, "deletePageVersion.sql"), key(site, page, device, version));
    }

    private static Map<String, Object> key(int site, String page, String device, String version) {
        return Map.of("site", Integer.toUnsignedLong(site), "page", page, "device", device, "version", version);
    }
}
