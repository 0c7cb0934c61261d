package polku.storage.write;

/**
 * What a visitor uses and where, coarse on purpose (no fingerprint). Empty strings where nothing is known; none is null.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 * @param device "desktop", "mobile", "tablet", "tv", "console" or ""
 * @param browserVersion major version only
 * @param osVersion major version only
 * @param screenClass "xs" (< 576 CSS px wide), "sm" (< 768), "md" (< 992), "lg" (< 1200), "xl" (< 1600), "xxl" or ""
 * @param language BCP 47 language and region as the browser says it ("fi-FI")
 * @param region name of the country's part, where the owner supplied a database of cities; likewise the city
 */
public record Client(
        String country,
        String device,
        String browser,
        String browserVersion,
        String os,
        String osVersion,
        String screenClass,
        String language,
        String region,
        String city) {

    public static final Client NONE = onDevice("");

    /** All that an interaction tells of it. */
    public static Client onDevice(String device) {
        return new Client("", device, "", "", "", "", "", "", "", "");
    }

    public void encode(RowWriter row) {
        row.text(country).text(device).text(browser).text(browserVersion);
        row.text(os).text(osVersion).text(screenClass).text(language);
        row.text(region).text(city);
    }

    static Client decode(RowReader row) {
        return new Client(
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text());
    }
}
