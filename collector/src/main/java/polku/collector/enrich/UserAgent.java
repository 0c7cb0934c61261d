package polku.collector.enrich;

import org.jspecify.annotations.Nullable;

/**
 * What a user agent string says, coarse. Empty strings where nothing is known.
 *
 * @param robot null for a visitor
 * @param device as in {@link polku.storage.write.Client}
 * @param browserVersion major version
 * @param osVersion major version
 */
public record UserAgent(
        @Nullable Robot robot, String device, String browser, String browserVersion, String os, String osVersion) {
    public static final UserAgent UNKNOWN = new UserAgent(null, "", "", "", "", "");

    /**
     * Who visits without being a person.
     *
     * @param name of its family, such as "Googlebot"
     * @param ai it reads for a language model: to train it, to search for it, or because somebody asked it
     */
    public record Robot(String name, boolean ai) {}

    static UserAgent of(Robot robot) {
        return new UserAgent(robot, "", "", "", "", "");
    }

    public boolean bot() {
        return robot != null;
    }
}
