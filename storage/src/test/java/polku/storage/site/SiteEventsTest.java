package polku.storage.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.testing.TestClickHouse;

class SiteEventsTest {
    private ClickHouse clickHouse;
    private SiteEvents events;

    @BeforeEach
    void open() {
        clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase());
        events = new SiteEvents(clickHouse);
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    @Test
    void span_beforeTheFirstEvent_isEmpty() {
        event(2, 1, "2026-11-01 10:00:00.000");
        assertThat(events.span(1)).isEmpty();
    }

    @Test
    void span_isFromTheFirstToTheLastEventOfThatSiteAlone() {
        // Inside a day rows are ordered by visitor, so the first and the last are not at its ends.
        event(1, 9, "2026-10-31 23:59:59.999");
        event(1, 5, "2026-10-31 10:00:00.001");
        event(1, 1, "2026-10-31 12:00:00.000");
        event(1, 1, "2026-11-20 12:00:00.000");
        event(1, 3, "2026-11-20 18:30:00.250");
        event(1, 8, "2026-11-20 01:00:00.000");
        event(2, 1, "2026-01-01 00:00:00.000");
        event(2, 1, "2026-12-31 00:00:00.000");

        assertThat(events.span(1))
                .contains(new SiteEvents.Span(
                        Instant.parse("2026-10-31T10:00:00.001Z"), Instant.parse("2026-11-20T18:30:00.250Z")));
    }

    @Test
    void siteTables_areAllThatTellSitesApart() {
        assertThat(clickHouse.query(
                        "SELECT DISTINCT c.table FROM system.columns AS c INNER JOIN system.tables AS t ON c.database = t.database"
                                + " AND c.table = t.name WHERE c.database = currentDatabase() AND c.name = 'site_id'"
                                + " AND t.engine LIKE '%MergeTree'",
                        Map.of(), QueryLimit.SCREEN, row -> row.getString(1)))
                .containsExactlyInAnyOrderElementsOf(SiteTables.ALL);
    }

    @Test
    void erase_takesEverythingOfTheSiteAndNothingOfOthers() {
        for (String table : List.of("events", "interactions", "sessions", "page_snapshots", "replay_chunks")) {
            String sign = table.equals("sessions") ? ", sign" : "";
            for (int site = 1; site <= 2; site++) {
                clickHouse.execute(
                        "INSERT INTO " + table + " (site_id" + sign + ") VALUES (" + site
                                + (sign.isEmpty() ? "" : ", 1") + ")",
                        Map.of());
            }
        }

        events.erase(1);

        for (String table : List.of("events", "interactions", "sessions", "page_snapshots", "replay_chunks")) {
            await().untilAsserted(() -> assertThat(clickHouse.query(
                            "SELECT site_id FROM " + table, Map.of(), QueryLimit.SCREEN, row -> row.getInt(1)))
                    .as(table)
                    .containsExactly(2));
            // Not only hidden: no part has rows that are masked.
            assertThat(clickHouse.query(
                            "SELECT sum(rows) FROM system.parts WHERE active AND database = currentDatabase() AND table = {t:String}"
                                    + " AND has_lightweight_delete",
                            Map.of("t", table),
                            QueryLimit.SCREEN,
                            row -> row.getInt(1)))
                    .containsExactly(0);
        }
    }

    private void event(int site, int visitor, String at) {
        clickHouse.execute(
                "INSERT INTO events (site_id, visitor_id, at) VALUES (" + site + ", " + visitor + ", '" + at + "')",
                Map.of());
    }
}
