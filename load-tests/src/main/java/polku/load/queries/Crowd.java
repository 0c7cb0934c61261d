package polku.load.queries;

import java.util.List;

/** Who comes to the site of a {@link History}: from where, by which campaign, with what. */
public final class Crowd {
    public interface Weighted {
        int weight();
    }

    /** @param query of the address on which a session begins */
    public record Arrival(int weight, String referrer, String query) implements Weighted {}

    public static final List<Arrival> ARRIVALS = List.of(
            new Arrival(30, "https://www.google.com/", ""),
            new Arrival(26, "", ""),
            new Arrival(6, "https://www.bing.com/", ""),
            new Arrival(7, "https://m.facebook.com/", ""),
            new Arrival(5, "https://chatgpt.com/", ""),
            new Arrival(6, "https://reviews.example/roasteries", ""),
            new Arrival(7, "https://www.google.com/", "?utm_source=google&utm_medium=cpc&utm_campaign=beans&gclid=1"),
            new Arrival(
                    7, "https://l.instagram.com/", "?utm_source=instagram&utm_medium=paid_social&utm_campaign=frost"),
            new Arrival(4, "", "?utm_source=newsletter&utm_medium=email&utm_campaign=letter-41"),
            new Arrival(2, "", "?utm_source=newsletter&utm_medium=email&utm_campaign=letter-42"));

    /** @param network the first two bytes of addresses there */
    public record Country(int weight, String network, String language) implements Weighted {}

    public static final List<Country> COUNTRIES = List.of(
            new Country(45, "91.152", "fi-FI"),
            new Country(14, "78.64", "sv-SE"),
            new Country(11, "79.192", "de-DE"),
            new Country(8, "90.190", "et-EE"),
            new Country(7, "73.10", "en-US"),
            new Country(5, "84.208", "nb-NO"),
            new Country(4, "80.160", "da-DK"),
            new Country(3, "86.128", "en-GB"),
            new Country(2, "84.80", "nl-NL"),
            new Country(1, "90.0", "fr-FR"));

    public record Device(int weight, String viewport, String userAgent) implements Weighted {}

    public static final List<Device> DEVICES = List.of(
            new Device(
                    27,
                    "390,664",
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"),
            new Device(
                    25,
                    "412,785",
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"),
            new Device(
                    6,
                    "360,668",
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"),
            new Device(
                    5,
                    "820,1106",
                    "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1"),
            new Device(
                    17,
                    "1536,730",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"),
            new Device(
                    6,
                    "1920,935",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"),
            new Device(
                    7,
                    "1440,790",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15"),
            new Device(7, "1920,970", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"));

    private Crowd() {}

    /** One of them, each with the chance of its weight; the same {@code chance} picks the same. */
    public static <T extends Weighted> T pick(List<T> choices, int chance) {
        int all = choices.stream().mapToInt(Weighted::weight).sum();
        int left = Math.floorMod(chance * 0x9E3779B1 >>> 4, all); // names that differ in a digit shall differ here
        for (T choice : choices) {
            left -= choice.weight();
            if (left < 0) {
                return choice;
            }
        }
        throw new IllegalArgumentException("nothing to pick from");
    }
}
