package polku.collector.enrich;

/**
 * What a user agent string says, coarse. Empty strings where nothing is known.
 *
 * @param device as in {@link polku.storage.write.Client}
 * @param browserVersion major version
 * @param osVersion major version
 */
public record UserAgent(
        boolean bot, String device, String browser, String browserVersion, String os, String osVersion) {
    public static final UserAgent UNKNOWN = new UserAgent(false, "", "", "", "", "");
}
