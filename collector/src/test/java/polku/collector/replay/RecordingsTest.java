package polku.collector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import polku.collector.replay.Recordings.Verdict;
import polku.storage.control.ReplayRules;
import polku.storage.control.ReplayRules.Start;
import polku.storage.control.Site;
import polku.storage.control.SnapshotRules;

class RecordingsTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Start SOMEWHERE = new Start(List.of("/cart"), List.of("sign \"up\""), true, true);

    /** Half past eleven in the evening in Helsinki. */
    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-23T21:30:00Z").toEpochMilli());

    private final Recordings recordings = new Recordings(() -> Instant.ofEpochMilli(now.get()));

    @Test
    void consent_isNeededUnlessTheOwnerSaysOtherwise() {
        assertThat(recordings.verdict(site(rules(true, 1, 100, Start.AT_ONCE)), 1, false))
                .isEqualTo(Verdict.NO_CONSENT);
        assertThat(recordings.verdict(site(rules(true, 1, 100, Start.AT_ONCE)), 1, true))
                .isEqualTo(Verdict.BEGIN);
        assertThat(recordings.verdict(site(rules(false, 1, 100, Start.AT_ONCE)), 1, false))
                .isEqualTo(Verdict.BEGIN);
    }

    @Test
    void sample_isTheSameVisitorsEachTime_asManyAsTheRateSays_andMoreOfThemAtAHigherRate() {
        List<Long> tenth = sampled(0.1);
        List<Long> half = sampled(0.5);
        assertThat(tenth).isEqualTo(sampled(0.1)).hasSizeBetween(900, 1_100);
        assertThat(half).containsAll(tenth).hasSizeBetween(4_800, 5_200);
        assertThat(sampled(0)).isEmpty();
        assertThat(sampled(1)).hasSize(10_000);
    }

    private List<Long> sampled(double rate) {
        Site site = site(rules(false, rate, 100, Start.AT_ONCE));
        return LongStream.range(0, 10_000)
                .filter(visitor -> recordings.verdict(site, visitor, true).isRecorded())
                .boxed()
                .toList();
    }

    @Test
    void daysNumber_lastsUntilMidnightOfTheSite_andWhoIsUnderWayGoesOn() {
        Site site = site(rules(false, 1, 2, Start.AT_ONCE));
        assertThat(recordings.take(site, 1, now.get(), 10)).isEqualTo(Verdict.BEGIN);
        assertThat(recordings.take(site, 2, now.get(), 10)).isEqualTo(Verdict.BEGIN);
        assertThat(recordings.take(site, 3, now.get(), 10)).isEqualTo(Verdict.ENOUGH_TODAY);
        assertThat(recordings.verdict(site, 3, true)).isEqualTo(Verdict.ENOUGH_TODAY);
        assertThat(recordings.verdict(site, 2, true)).isEqualTo(Verdict.GO_ON);
        assertThat(recordings.take(site, 2, now.get(), 10)).isEqualTo(Verdict.GO_ON);

        now.addAndGet(30 * MINUTE);
        assertThat(recordings.verdict(site, 3, true)).isEqualTo(Verdict.BEGIN);
    }

    @Test
    void start_isAskedForAnewWhereNothingCameForHalfAnHour() {
        Site site = site(rules(false, 1, 100, SOMEWHERE));
        Verdict first = recordings.verdict(site, 1, true);
        assertThat(recordings.rules(site, first)).contains("\"start\"");
        recordings.take(site, 1, now.get(), 10);
        now.addAndGet(29 * MINUTE);
        assertThat(recordings.rules(site, recordings.verdict(site, 1, true))).doesNotContain("start");
        now.addAndGet(2 * MINUTE);
        assertThat(recordings.rules(site, recordings.verdict(site, 1, true))).contains("\"start\"");
    }

    @Test
    void recording_endsAfterItsMinutes_andDoesNotBeginAnewInTheSameSession() {
        Site site = site(rules(false, 1, 100, Start.AT_ONCE));
        long begun = now.get();
        assertThat(recordings.take(site, 1, begun, 10)).isEqualTo(Verdict.BEGIN);
        for (int minute = 20; minute <= 60; minute += 20) {
            now.set(begun + minute * MINUTE);
            assertThat(recordings.take(site, 1, now.get(), 10)).isEqualTo(Verdict.GO_ON);
        }
        for (int minute = 61; minute < 200; minute += 25) {
            now.set(begun + minute * MINUTE);
            assertThat(recordings.verdict(site, 1, true)).isEqualTo(Verdict.TOO_LONG);
        }
        assertThat(recordings.take(site, 1, now.get(), 10)).isEqualTo(Verdict.TOO_LONG);
    }

    @Test
    void whoSendsMoreThanAnySessionHas_isStopped() {
        Site site = site(rules(false, 1, 100, Start.AT_ONCE));
        for (int i = 0; i < 140; i++) {
            recordings.take(site, 1, now.get(), 4_000_000);
        }
        assertThat(recordings.take(site, 1, now.get(), 10)).isEqualTo(Verdict.TOO_LONG);
        assertThat(recordings.take(site, 2, now.get(), 10)).isEqualTo(Verdict.BEGIN);
    }

    @Test
    void rules_areWhatTheOwnerSaid_andAreMadeAnewWhenItIsChanged() {
        Site site = site(rules(false, 1, 100, SOMEWHERE));
        assertThat(recordings.rules(site, Verdict.BEGIN))
                .isEqualTo("{\"mask\":\"personal\",\"masked\":\"^(?:/account/.*|/a\\\\.b/[^/]*)/?$\","
                        + "\"start\":{\"pages\":\"^(?:/cart)/?$\",\"events\":[\"sign \\\"up\\\"\"],\"error\":true,\"rage\":true},"
                        + "\"minutes\":60}");
        assertThat(recordings.rules(site, Verdict.GO_ON))
                .isEqualTo("{\"mask\":\"personal\",\"masked\":\"^(?:/account/.*|/a\\\\.b/[^/]*)/?$\",\"minutes\":60}");
        Site changed = site(new ReplayRules(
                true, false, 1, new Start(List.of(), List.of(), true, false), 5, 7, 100, true, 30, 100));
        assertThat(recordings.rules(changed, Verdict.BEGIN))
                .startsWith("{\"mask\":\"all\",")
                .endsWith(",\"start\":{\"error\":true},\"minutes\":7}");
    }

    @Test
    void maskedPages_matchPathnamesWithAndWithoutASlashAtTheirEnd_andNoneWhereNoneIsNamed() {
        Pattern masked = masked(List.of("/account", "/a.b/*"));
        assertThat(masked.matcher("/account/").find()).isTrue();
        assertThat(masked.matcher("/account").find()).isTrue();
        assertThat(masked.matcher("/a.b/c").find()).isTrue();
        assertThat(masked.matcher("/accounts").find()).isFalse();
        assertThat(masked.matcher("/aXb/c").find()).isFalse();
        assertThat(masked.matcher("/de/account").find()).isFalse();
        assertThat(masked(List.of()).matcher("/").find()).isFalse();
    }

    private Pattern masked(List<String> patterns) {
        Site site = site(rules(false, 1, 100, Start.AT_ONCE), patterns);
        String rules = recordings.rules(site, Verdict.BEGIN);
        String regex = rules.replaceAll(".*\"masked\":\"([^\"]*)\".*", "$1").replace("\\\\", "\\");
        return Pattern.compile(regex);
    }

    private static ReplayRules rules(boolean needsConsent, double rate, int perDay, Start start) {
        return new ReplayRules(true, needsConsent, rate, start, 5, 60, perDay, false, 30, 100);
    }

    private static Site site(ReplayRules rules) {
        return site(rules, List.of("/account/**", "/a.b/*"));
    }

    private static Site site(ReplayRules rules, List<String> masked) {
        return new Site(
                "k3v9q2xm7abc",
                7,
                "example.org",
                List.of(),
                ZoneId.of("Europe/Helsinki"),
                "EUR",
                Instant.EPOCH,
                List.of(),
                "example.org",
                List.of(),
                new SnapshotRules(true, masked),
                rules);
    }
}
