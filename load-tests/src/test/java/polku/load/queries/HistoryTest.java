package polku.load.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a bench fills in is what a tracker may send, and as many sessions as it says. */
class HistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant FROM = Instant.parse("2026-08-31T21:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-30T10:00:00Z");
    private static final long HALF_AN_HOUR = 30 * 60_000;

    private static List<History.Session> sessions(long seed, int events) {
        History history = new History("k3v9q2xm7abc", events, FROM, TO, ZoneId.of("Europe/Helsinki"), seed);
        List<History.Session> sessions = new ArrayList<>();
        while (history.hasNext()) {
            sessions.add(history.next());
        }
        assertThat(sessions).hasSize((int) history.sessions());
        return sessions;
    }

    @Test
    void everySession_keepsTheContractOfTheBeacon() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../tracker-js/protocol/beacon.schema.json")));
        for (History.Session session : sessions(1, 2_000)) {
            assertThat(schema.validate(JSON.readTree(session.body())))
                    .as(session.body())
                    .isEmpty();
        }
    }

    @Test
    void sameSeed_makesTheSameSessions_anotherOneOthers() {
        assertThat(sessions(1, 1_000)).isEqualTo(sessions(1, 1_000)).isNotEqualTo(sessions(2, 1_000));
    }

    @Test
    void sessions_areInOrderOfTime_inThePeriod_withAsManyEventsAsTheySay() throws Exception {
        long last = FROM.toEpochMilli();
        long events = 0;
        for (History.Session session : sessions(1, 20_000)) {
            List<JsonNode> happened = happened(session);
            assertThat(happened).hasSize(session.events());
            assertThat(at(happened, 0)).isGreaterThanOrEqualTo(last);
            assertThat(at(happened, happened.size() - 1)).isLessThan(TO.toEpochMilli());
            last = at(happened, 0);
            events += session.events();
        }
        assertThat(events).isBetween(19_000L, 21_000L);
    }

    @Test
    void sessions_ofOneVisitor_areNeverCloserThanThePauseThatEndsASession() throws Exception {
        Map<String, Long> lastSeen = new HashMap<>();
        Set<String> returning = new HashSet<>();
        for (History.Session session : sessions(1, 200_000)) {
            String visitor = JSON.readTree(session.body()).get("visitor").asText();
            long sent = JSON.readTree(session.body()).get("sentAt").asLong();
            Long before = lastSeen.put(visitor, sent);
            if (before != null) {
                returning.add(visitor);
                assertThat(at(happened(session), 0) - before).isGreaterThan(HALF_AN_HOUR);
            }
        }
        assertThat(returning).hasSizeGreaterThan(100);
    }

    private static List<JsonNode> happened(History.Session session) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode item : JSON.readTree(session.body()).get("items")) {
            if (!item.get("type").asText().equals("engagement")) {
                events.add(item);
            }
        }
        return events;
    }

    private static long at(List<JsonNode> events, int index) {
        return events.get(index).get("at").asLong();
    }
}
