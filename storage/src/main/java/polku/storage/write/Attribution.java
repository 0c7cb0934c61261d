package polku.storage.write;

/**
 * Where a visit came from, as one event tells it. Empty strings where nothing is known; none is null.
 *
 * @param referrer host and path of the referring page, without query
 * @param source canonical name ("Google"), the bare host where unknown, "" for direct
 * @param channel one of the channels of the documentation ("Organic Search", "Direct", …)
 * @param clickId the name of the click id that the landing page carried ("gclid", "msclkid", "fbclid"), never its value
 */
public record Attribution(
        String referrer,
        String source,
        String channel,
        String utmSource,
        String utmMedium,
        String utmCampaign,
        String utmTerm,
        String utmContent,
        String clickId) {

    public static final Attribution NONE = new Attribution("", "", "", "", "", "", "", "", "");

    public void encode(RowWriter row) {
        row.text(referrer).text(source).text(channel);
        row.text(utmSource)
                .text(utmMedium)
                .text(utmCampaign)
                .text(utmTerm)
                .text(utmContent)
                .text(clickId);
    }

    public static Attribution decode(RowReader row) {
        return new Attribution(
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
