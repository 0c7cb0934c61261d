package polku.load.gatling;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Where visitors come from and what they use, with weights, as {@code audience.json} says it. */
record Audience(List<Country> countries, List<Device> devices, List<Source> sources) {

    static Audience load() {
        try (InputStream json = Objects.requireNonNull(
                Audience.class.getResourceAsStream("audience.json"), "audience.json is missing")) {
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
     * @param networks the first two bytes of IPv4 addresses there
     * @param prefix the first 32 bits of IPv6 addresses there
     */
    record Country(double weight, List<String> languages, List<String> networks, String prefix) {}

    /** @param kind "desktop", "mobile" or "tablet", as the server is to find from {@code userAgent} */
    record Device(String kind, double weight, List<List<Integer>> viewports, String userAgent) {
        boolean hasMouse() {
            return kind.equals("desktop");
        }
    }

    /**
     * @param query what the landing page's address carries
     * @param bounce chance to leave after one page
     * @param intent how much likelier than others its visitors are to buy
     */
    record Source(double weight, String referrer, String query, double bounce, double intent) {}
}
