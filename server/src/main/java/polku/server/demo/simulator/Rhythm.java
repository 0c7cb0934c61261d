package polku.server.demo.simulator;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** When people come: by the hour and by the weekday. */
final class Rhythm {
    /** The shop's days are Finland's. */
    static final ZoneId ZONE = ZoneId.of("Europe/Helsinki");

    private static final double[] HOURS = {
        0.9, 0.5, 0.3, 0.2, 0.3, 0.7, 1.8, 3.4, 4.6, 5.0, 5.1, 5.4, 5.8, 5.2, 4.9, 5.0, 5.3, 5.8, 6.4, 7.3, 7.8, 7.0,
        4.6, 2.2
    };
    private static final double SUM = Arrays.stream(HOURS).sum();

    private Rhythm() {}

    /** The share of a day's visitors that comes in this hour (0–23, any whole number is folded). */
    static double share(int hour) {
        return HOURS[Math.floorMod(hour, 24)] / SUM;
    }

    /** An hour of the day, drawn by the shares. */
    static int hour(RandomGenerator random) {
        double left = random.nextDouble() * SUM;
        for (int hour = 0; hour < HOURS.length; hour++) {
            left -= HOURS[hour];
            if (left < 0) {
                return hour;
            }
        }
        return HOURS.length - 1;
    }

    static double weekday(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case MONDAY -> 1.06;
            case TUESDAY -> 1.04;
            case WEDNESDAY -> 1.02;
            case THURSDAY -> 1.03;
            case FRIDAY -> 0.92;
            case SATURDAY -> 0.80;
            case SUNDAY -> 1.10;
        };
    }
}
