package polku.storage.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void days_aroundClockChanges_have23And25Hours() {
        assertThat(starts("2026-03-28T22:00:00Z", "2026-03-30T21:00:00Z", Interval.DAY, "Europe/Helsinki"))
                .containsExactly("2026-03-29T00:00+02:00", "2026-03-30T00:00+03:00");
        assertThat(starts("2026-10-24T21:00:00Z", "2026-10-26T22:00:00Z", Interval.DAY, "Europe/Helsinki"))
                .containsExactly("2026-10-25T00:00+03:00", "2026-10-26T00:00+02:00");
    }

    @Test
    void hours_whenTheClockIsSetBack_haveTheRepeatedHourTwice() {
        assertThat(starts("2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z", Interval.HOUR, "Europe/Helsinki"))
                .containsExactly(
                        "2026-10-25T02:00+03:00",
                        "2026-10-25T03:00+03:00",
                        "2026-10-25T03:00+02:00",
                        "2026-10-25T04:00+02:00");
    }

    @Test
    void hours_whenTheClockIsSetByHalfAnHour_areCutThere() {
        assertThat(starts("2026-04-04T14:10:00Z", "2026-04-04T16:00:00Z", Interval.HOUR, "Australia/Lord_Howe"))
                .containsExactly("2026-04-05T01:00+11:00", "2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30");
        assertThat(starts("2026-10-03T14:40:00Z", "2026-10-03T17:00:00Z", Interval.HOUR, "Australia/Lord_Howe"))
                .containsExactly("2026-10-04T01:00+10:30", "2026-10-04T02:30+11:00", "2026-10-04T03:00+11:00");
    }

    @Test
    void hours_whereTheZoneIsOffByQuarters_startOnTheLocalHour() {
        assertThat(starts("2026-10-01T00:00:00Z", "2026-10-01T01:00:00Z", Interval.HOUR, "Asia/Kathmandu"))
                .containsExactly("2026-10-01T05:00+05:45", "2026-10-01T06:00+05:45");
    }

    @Test
    void weeks_startOnMonday_andMonthsOnTheFirst_beforeThePeriodIfNeedBe() {
        assertThat(starts("2026-10-01T00:00:00Z", "2026-10-06T00:00:00Z", Interval.WEEK, "UTC"))
                .containsExactly("2026-09-28T00:00Z", "2026-10-05T00:00Z");
        assertThat(starts("2026-01-31T00:00:00Z", "2026-03-01T00:00:00Z", Interval.MONTH, "UTC"))
                .containsExactly("2026-01-01T00:00Z", "2026-02-01T00:00Z");
    }

    @Test
    void day_thatDoesNotStartAtMidnight_startsWhereItDoes() {
        assertThat(starts("2026-09-05T12:00:00Z", "2026-09-07T12:00:00Z", Interval.DAY, "America/Santiago"))
                .containsExactly("2026-09-05T00:00-04:00", "2026-09-06T01:00-03:00", "2026-09-07T00:00-03:00");
    }

    @Test
    void series_ofTooManySteps_isRefused() {
        Period days = new Period(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-04T11:20:00Z"));
        assertThat(Buckets.of(days, Interval.MINUTE, ZoneId.of("UTC")).size()).isEqualTo(5000);
        Period longer = new Period(days.from(), days.to().plusMillis(1));
        assertThatThrownBy(() -> Buckets.of(longer, Interval.MINUTE, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> starts(String from, String to, Interval interval, String zone) {
        Buckets buckets = Buckets.of(new Period(Instant.parse(from), Instant.parse(to)), interval, ZoneId.of(zone));
        return IntStream.range(0, buckets.size())
                .mapToObj(i -> buckets.start(i).toOffsetDateTime().toString())
                .toList();
    }
}
