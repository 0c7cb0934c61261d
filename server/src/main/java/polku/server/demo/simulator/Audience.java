package polku.server.demo.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Where visitors come from and what they use, with weights, as {@code audience.json} says it. */
record Audience(List<Country> countries, List<Device> devices, List<Source> sources, List<Robot> robots) {

    static Audience load() {
        try (InputStream json = Objects.requireNonNull(
                Audience.class.getResourceAsStream("/polku/demo/simulator/audience.json"),
                "audience.json is missing")) {
            return new ObjectMapper().readValue(json, Audience.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of {@code choices}, each with the chance of its weight. */
    static <T> T pick(List<T> choices, ToDoubleFunction<T> weight, RandomGenerator random) {
        double sum = 0;
        for (T choice : choices) {
            sum += weight.applyAsDouble(choice);
        }
        double left = random.nextDouble() * sum;
        for (T choice : choices) {
            left -= weight.applyAsDouble(choice);
            if (left < 0) {
                return choice;
            }
        }
        return choices.get(choices.size() - 1);
    }

    static <T> T pick(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /**
     * @param hoursAhead its clock against Finland's
     * @param networks the first two bytes of address ranges that consumer networks of this country announce
     */
    record Country(String code, double weight, int hoursAhead, List<String> languages, List<String> networks) {}

    /**
     * @param kind "desktop", "mobile" or "tablet", as the collector is to find from {@code userAgent}; likewise the
     *     browser and the system
     */
    record Device(
            String kind, double weight, List<List<Integer>> viewports, String userAgent, String browser, String os) {}

    /**
     * @param name as the collector is to name it; empty for direct visits
     * @param query what the landing page's address carries
     * @param bounce chance to leave after one page
     * @param intent how much likelier than others its visitors are to buy
     * @param season when it brings people
     * @param channel as the collector is to name it
     */
    record Source(
            String name,
            double weight,
            String referrer,
            String query,
            Landing landing,
            double bounce,
            double intent,
            Season season,
            String channel) {

        Source weighing(double other) {
            return new Source(name, other, referrer, query, landing, bounce, intent, season, channel);
        }
    }

    /** A crawler that runs the pages' scripts, and so sends what a tracker sends. */
    record Robot(String name, double weight, String network, String userAgent) {}

    /** Where visitors of a source tend to arrive. */
    enum Landing {
        SEARCH,
        FRONT,
        CATEGORY,
        PRODUCT,
        CAMPAIGN,
        LAUNCH
    }

    /** When a source brings people; {@link Happenings} says which days these are. */
    enum Season {
        ALWAYS,
        /** From the day on which the campaign begins. */
        CAMPAIGN,
        /** Most on the day on which the letter goes out. */
        LETTER,
        /** From the new product's first day on, and less each day. */
        LAUNCH
    }
}
