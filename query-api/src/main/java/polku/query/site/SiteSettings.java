package polku.query.site;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import polku.http.Networks;

/** Reads what an owner says about time and money. */
final class SiteSettings {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            // Java's own names, which ClickHouse and browsers do not know.
            .filter(zone -> !zone.startsWith("SystemV/"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            // Codes for gold, tests and the like have no decimals of their own.
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private SiteSettings() {}

    static ZoneId timezone(String name) {
        if (!ZONES.contains(name)) {
            throw new IllegalArgumentException("must be a time zone such as Europe/Helsinki");
        }
        return ZoneId.of(name);
    }

    /** An IP address or a network of them. */
    static String addressOrNetwork(String text) {
        String bare = text.strip();
        if (bare.isEmpty() || bare.chars().anyMatch(c -> c == ',' || Character.isWhitespace(c))) {
            throw new IllegalArgumentException("must be one address or network such as 192.0.2.7 or 10.0.0.0/8");
        }
        Networks.parse(bare); // says what is wrong
        return bare;
    }

    /** The name of a parameter behind the "?" of an address, decoded. */
    static String queryParameter(String text) {
        String name = text.strip();
        boolean odd = name.chars()
                .anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c) || "&=#?/".indexOf(c) >= 0);
        if (name.isEmpty() || name.length() > 64 || odd) {
            throw new IllegalArgumentException("must be the name of a parameter, such as id");
        }
        return name;
    }

    static String currency(String code) {
        String upper = code.strip().toUpperCase(Locale.ROOT);
        if (!CURRENCIES.contains(upper)) {
            throw new IllegalArgumentException("must be a currency such as EUR");
        }
        return upper;
    }
}
