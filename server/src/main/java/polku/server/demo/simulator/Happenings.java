package polku.server.demo.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import polku.server.demo.simulator.Audience.Season;

/**
 * What happens in the shop in the simulated days: a campaign of paid social media that begins, a new coffee that is
 * launched and was not to be had before, and letters that go out.
 *
 * @param campaign its first day, and it goes on to the end
 * @param launch the new coffee's first day
 * @param letters the days on which one goes out
 */
record Happenings(LocalDate campaign, LocalDate launch, List<LocalDate> letters) {
    /** The coffee that is launched. */
    static final String NEW_COFFEE = "halla";

    /** The campaign praises this one. */
    static final String CAMPAIGN_COFFEE = "aamu";

    private static final int SHORT_DAYS = 14;
    private static final double LETTER_DAY = 6;
    private static final double DAY_AFTER_LETTER = 2.5;
    private static final double BETWEEN_LETTERS = 0.35;
    private static final double LAUNCH_DAY = 2.4;
    /** How much of the launch's visitors is left a day later. */
    private static final double LAUNCH_FADES = 0.62;

    /** Those of so many days from {@code first} on; of less than two weeks, by their number and not by weekdays. */
    static Happenings of(LocalDate first, int days) {
        LocalDate campaign = first.plusDays(Math.round(days * 0.4));
        LocalDate launch = first.plusDays(Math.round(days * 0.72));
        LocalDate letter = first.plusDays(Math.round(days * 0.12));
        if (days >= SHORT_DAYS) {
            campaign = campaign.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
            launch = launch.with(TemporalAdjusters.nextOrSame(DayOfWeek.TUESDAY));
            letter = letter.with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
        }
        List<LocalDate> letters = new ArrayList<>();
        for (LocalDate day = letter; day.isBefore(first.plusDays(days)); day = day.plusDays(14)) {
            letters.add(day);
        }
        return new Happenings(campaign, launch, List.copyOf(letters));
    }

    /** By how much more or less than usual a source brings people on a day. */
    double strength(Season season, LocalDate day) {
        return switch (season) {
            case ALWAYS -> 1;
            case CAMPAIGN -> day.isBefore(campaign) ? 0 : 1;
            case LAUNCH ->
                day.isBefore(launch) ? 0 : LAUNCH_DAY * Math.pow(LAUNCH_FADES, day.toEpochDay() - launch.toEpochDay());
            case LETTER ->
                letters.contains(day)
                        ? LETTER_DAY
                        : letters.contains(day.minusDays(1)) ? DAY_AFTER_LETTER : BETWEEN_LETTERS;
        };
    }

    /** The dates as texts, by what happens on them. */
    Map<String, List<String>> named() {
        return Map.of(
                "campaign", List.of(campaign.toString()),
                "launch", List.of(launch.toString()),
                "letters", letters.stream().map(LocalDate::toString).toList());
    }

    /** In the words of the shop's owner, in order of time. */
    List<Happening> told() {
        List<Happening> told = new ArrayList<>();
        told.add(morning(campaign, "Campaign “Slow mornings” begins"));
        told.add(morning(launch, "Halla is launched"));
        letters.forEach(day -> told.add(morning(day, "Newsletter")));
        told.sort(Comparator.comparing(Happening::at));
        return told;
    }

    private static Happening morning(LocalDate day, String text) {
        return new Happening(day.atTime(8, 0).atZone(Rhythm.ZONE).toInstant(), text);
    }

    boolean isLaunched(LocalDate day) {
        return !day.isBefore(launch);
    }
}
