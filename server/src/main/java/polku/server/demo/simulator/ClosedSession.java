package polku.server.demo.simulator;

import java.time.LocalDate;
import java.util.Set;

/**
 * A session that is over, as every figure sees it.
 *
 * @param visitor a number of theirs
 * @param firstDay of its first event, {@code lastDay} of its last, in the shop's time zone
 * @param converted the days on which it reached a goal
 */
record ClosedSession(
        int visitor,
        LocalDate firstDay,
        LocalDate lastDay,
        boolean bounced,
        Set<LocalDate> converted,
        long durationMillis,
        long engagedMillis) {}
