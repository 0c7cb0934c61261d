package polku.collector.enrich;

/**
 * Where an address is, as far as is known; "" where it is not.
 *
 * @param country ISO 3166-1 alpha-2 in capitals
 * @param region the country's part, by its English name
 * @param city by its English name
 */
public record Place(String country, String region, String city) {
    public static final Place UNKNOWN = new Place("", "", "");
}
