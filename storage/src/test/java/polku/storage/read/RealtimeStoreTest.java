package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polku.storage.clickhouse.HttpClickHouse;
import polku.storage.testing.TestClickHouse;

class RealtimeStoreTest {
    private static final Instant NOW = Instant.parse("2026-10-10T12:00:30Z");

    @Test
    void visitors_areThereWithAnySignOfLife_andOnceOnTheirLastPage() {
        try (HttpClickHouse clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase())) {
            RealtimeStore store = new RealtimeStore(clickHouse);
            // Visitor 1 went from / to /shop; 2 read / twenty minutes ago and is still active there by a ping;
            // 3 left; 4 is of another site; 5 has a clock that is ahead, and only clicked.
            event(clickHouse, 1, 1, 11, "11:58:10", "pageview", "/");
            event(clickHouse, 1, 1, 11, "11:59:40", "pageview", "/shop");
            event(clickHouse, 1, 2, 12, "11:40:00", "pageview", "/");
            interaction(clickHouse, 1, 2, 12, "11:59:59", "/");
            event(clickHouse, 1, 3, 13, "11:31:00", "signup", "/");
            event(clickHouse, 2, 4, 14, "11:59:00", "pageview", "/other");
            interaction(clickHouse, 1, 5, 15, "12:03:00", "/ahead");
            session(clickHouse, 1, 1, 11, "Google");
            session(clickHouse, 1, 2, 12, "Google");

            Realtime answer = store.answer(1, NOW);

            assertThat(answer.visitors5()).isEqualTo(3);
            assertThat(answer.visitors30()).isEqualTo(4);
            assertThat(answer.minutes()).hasSize(30);
            assertThat(answer.minutes().get(0))
                    .isEqualTo(new Realtime.Minute(Instant.parse("2026-10-10T11:31:00Z"), 1, 0));
            assertThat(answer.minutes().get(9))
                    .isEqualTo(new Realtime.Minute(Instant.parse("2026-10-10T11:40:00Z"), 1, 1));
            assertThat(answer.minutes().get(28))
                    .isEqualTo(new Realtime.Minute(Instant.parse("2026-10-10T11:59:00Z"), 2, 1));
            assertThat(answer.minutes().get(29))
                    .isEqualTo(new Realtime.Minute(Instant.parse("2026-10-10T12:00:00Z"), 1, 0));
            assertThat(answer.pages())
                    .containsExactly(
                            new Realtime.Share("/", 1),
                            new Realtime.Share("/ahead", 1),
                            new Realtime.Share("/shop", 1));
            assertThat(answer.sources()).containsExactly(new Realtime.Share("Google", 2), new Realtime.Share("", 1));
            assertThat(answer.countries()).containsExactly(new Realtime.Share("FI", 2), new Realtime.Share("", 1));
            assertThat(answer.events())
                    .extracting(
                            event -> List.of(event.at(), event.name(), event.page(), event.country(), event.source()))
                    .containsExactly(
                            List.of(at("11:59:40"), "pageview", "/shop", "FI", "Google"),
                            List.of(at("11:58:10"), "pageview", "/", "FI", "Google"),
                            List.of(at("11:40:00"), "pageview", "/", "FI", "Google"),
                            List.of(at("11:31:00"), "signup", "/", "", ""));
            assertThat(answer.events()).extracting(Realtime.Event::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void site_whereNobodyIs_hasZeros() {
        try (HttpClickHouse clickHouse = new HttpClickHouse(TestClickHouse.migratedDatabase())) {
            Realtime answer = new RealtimeStore(clickHouse).answer(1, NOW);

            assertThat(answer.visitors30()).isZero();
            assertThat(answer.minutes()).hasSize(30).allMatch(minute -> minute.visitors() == 0);
            assertThat(answer.pages()).isEmpty();
            assertThat(answer.sources()).isEmpty();
            assertThat(answer.countries()).isEmpty();
            assertThat(answer.events()).isEmpty();
        }
    }

    private static void event(
            HttpClickHouse clickHouse, int site, int visitor, int session, String time, String name, String page) {
        clickHouse.execute(
                "INSERT INTO events (site_id, visitor_id, session_id, at, name, page) SELECT {site:UInt32},"
                        + " {visitor:UInt64}, {session:UInt64}, {at:DateTime64(3, 'UTC')}, {name:String}, {page:String}",
                Map.of(
                        "site", site, "visitor", visitor, "session", session, "at", at(time), "name", name, "page",
                        page));
    }

    private static void interaction(
            HttpClickHouse clickHouse, int site, int visitor, int session, String time, String page) {
        clickHouse.execute(
                "INSERT INTO interactions (site_id, visitor_id, session_id, at, kind, page) SELECT {site:UInt32},"
                        + " {visitor:UInt64}, {session:UInt64}, {at:DateTime64(3, 'UTC')}, 'click', {page:String}",
                Map.of("site", site, "visitor", visitor, "session", session, "at", at(time), "page", page));
    }

    private static void session(HttpClickHouse clickHouse, int site, int visitor, int session, String source) {
        clickHouse.execute(
                "INSERT INTO sessions (site_id, visitor_id, session_id, sign, version, started_at, events, source, country)"
                        + " SELECT {site:UInt32}, {visitor:UInt64}, {session:UInt64}, 1, 1,"
                        + " {at:DateTime64(3, 'UTC')}, 1, {source:String}, 'FI'",
                Map.of("site", site, "visitor", visitor, "session", session, "at", at("11:40:00"), "source", source));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-10-10T" + time + "Z");
    }
}
