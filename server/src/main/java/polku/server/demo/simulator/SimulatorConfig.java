package polku.server.demo.simulator;

/**
 * How many simulated visitors there are to be.
 *
 * @param sessionsPerDay the mean of all days, about
 * @param days complete days before today
 */
public record SimulatorConfig(int sessionsPerDay, int days, long seed) {
    public static final SimulatorConfig DEFAULT = new SimulatorConfig(3_000, 30, 1);

    public SimulatorConfig {
        if (sessionsPerDay < 1 || sessionsPerDay > 100_000) {
            throw new IllegalArgumentException("sessions a day must be between 1 and 100,000, not " + sessionsPerDay);
        }
        if (days < 1 || days > 400) {
            throw new IllegalArgumentException("days must be between 1 and 400, not " + days);
        }
    }
}
