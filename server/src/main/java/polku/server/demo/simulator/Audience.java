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
        double left = random.nextDouble() * choices.stream().mapToDouble(weight).sum();
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

    /** @param kind "desktop", "mobile" or "tablet", as the collector is to find from {@code userAgent} */
    record Device(String kind, double weight, List<List<Integer>> viewports, String userAgent) {}

    /**
     * @param name as the collector is to name it; empty for direct visits
     * @param query what the landing page's address carries
     * @param bounce chance to leave after one page
     * @param intent how much likelier than others its visitors are to buy
     * @param campaign only from the middle of the simulated days on
     * @param mail peaks on the day of the newsletter
     */
    record Source(
            String name,
            double weight,
            String referrer,
            String query,
            Landing landing,
            double bounce,
            double intent,
            boolean campaign,
            boolean mail) {

        Source weighing(double other) {
            return new Source(name, other, referrer, query, landing, bounce, intent, campaign, mail);
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
        CAMPAIGN
    }
}
