package polku.load.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Planned visits are what a browser with the tracker would send; the same seed, the same visits. */
class VisitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BEGUN = 1_800_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Crowd crowd = new Crowd(random);

    private List<Beacon> beacons(Visitor visitor, double speed) {
        Browser browser = new Browser(visitor, "https://bench.example", "utm_content=load-x", speed, random);
        Walk.take(browser, visitor.source(), "EUR", random);
        return browser.beacons();
    }

    private Visitor visitor() {
        return crowd.next(BEGUN);
    }

    @Test
    void everyBeacon_ofManyVisits_keepsTheContractAndTheLimits() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../tracker-js/protocol/beacon.schema.json")));
        Set<String> types = new TreeSet<>();
        for (int i = 0; i < 150; i++) {
            Visitor visitor = visitor();
            for (Beacon beacon : beacons(visitor, i % 2 == 0 ? 1 : 10)) {
                String body = beacon.body("k3v9q2xm7abc", visitor, BEGUN, 1, BEGUN + 1_000);
                assertThat(body.length()).isLessThan(65_536);
                JsonNode json = JSON.readTree(body);
                assertThat(schema.validate(json)).as(body).isEmpty();
                json.get("items").forEach(item -> types.add(item.get("type").asText()));
            }
        }
        assertThat(types)
                .containsExactly(
                        "attention",
                        "click",
                        "copy",
                        "deadClick",
                        "engagement",
                        "error",
                        "event",
                        "failedRequest",
                        "form",
                        "move",
                        "pageview",
                        "rageClick",
                        "vital");
    }

    @Test
    void beacons_ofAVisit_areInOrderAndNothingIsSentBeforeItHappened() {
        for (int i = 0; i < 200; i++) {
            List<Beacon> beacons = beacons(visitor(), 1);
            assertThat(beacons).isSortedAccordingTo((a, b) -> Long.compare(a.due(), b.due()));
            assertThat(beacons)
                    .allSatisfy(beacon -> assertThat(beacon.items())
                            .allSatisfy(item -> assertThat(item.at()).isLessThanOrEqualTo(beacon.due())));
        }
    }

    @Test
    void firstBeacon_ofAPage_leavesWithinATenthOfASecondOrWithThePage() {
        for (int i = 0; i < 200; i++) {
            for (Beacon beacon : beacons(visitor(), 1)) {
                long waited = beacon.due() - beacon.items().get(0).at();
                boolean hasPageview = beacon.items().stream()
                        .anyMatch(item -> item.members().get("type").asText().equals("pageview"));
                assertThat(hasPageview ? waited <= 100 : true).isTrue();
                if (beacon.name().equals("first of a page")) {
                    assertThat(hasPageview).isTrue();
                    assertThat(waited).isEqualTo(100);
                }
            }
        }
    }

    @Test
    void engagement_ofAPage_addsUpToTheTimeOnIt() {
        Browser browser = new Browser(visitor(), "https://bench.example", "", 1, random);
        browser.open(Shop.Page.HOME, "", "");
        long opened = browser.now();
        browser.spend(65_000);
        browser.leave();
        long told = browser.beacons().stream()
                .flatMap(beacon -> beacon.items().stream())
                .filter(item -> item.members().get("type").asText().equals("engagement"))
                .mapToLong(item -> item.members().get("visible").asLong())
                .sum();
        // opening takes a moment itself
        assertThat(told).isBetween(65_000L, browser.now() - opened + 30);
    }

    @Test
    void visitors_ofAnHour_areNeverTwoOfTheSameAddressAndUserAgent() {
        Set<String> seen = new HashSet<>();
        IntStream.range(0, 50_000).forEach(i -> {
            Visitor visitor = crowd.next(BEGUN + i * 72L);
            String address = visitor.address();
            // of an IPv6 address the server keeps the network
            String known = address.contains(":") ? address.substring(0, address.indexOf("::")) : address;
            assertThat(seen.add(known + " " + visitor.device().userAgent())).isTrue();
        });
    }

    @Test
    void beaconWithoutAnswer_isSentAgainWithItsId_andCountedOnceWhenTaken() {
        Visitor visitor = visitor();
        List<Beacon> beacons = beacons(visitor, 1_000);
        Visit visit = new Visit(visitor, beacons, 1_000);
        visit.begin();
        visit.answered(0, false);
        visit.answered(503, false);
        assertThat(visit.next()).isSameAs(beacons.get(0));
        assertThat(visit.pause()).isPositive();
        assertThat(visit.acceptable()).containsExactly(beacons.get(0).items().size(), 0);
        while (visit.goesOn()) {
            visit.answered(202, true);
        }
        Tally tally = new Tally();
        visit.end(tally);
        Counts expected = new Counts();
        beacons.forEach(expected::add);
        assertThat(tally.summary().sessions()).isEqualTo(1);
        assertThat(tally.summary().lost()).isZero();
        assertThat(tally.summary().counts().events()).isEqualTo(expected.events());
    }

    @Test
    void beaconThatIsRefused_isGivenUp_andNotCounted() {
        Visitor visitor = visitor();
        Visit visit = new Visit(visitor, beacons(visitor, 1).subList(0, 1), 1);
        visit.answered(400, false);
        assertThat(visit.goesOn()).isFalse();
        Tally tally = new Tally();
        visit.end(tally);
        assertThat(tally.summary().lost()).isEqualTo(1);
        assertThat(tally.summary().sessions()).isZero();
    }
}
