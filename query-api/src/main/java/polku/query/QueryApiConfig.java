package polku.query;

import polku.http.TrustedProxies;
import polku.query.access.PublicAddress;
import polku.storage.config.Environment;

/**
 * @param address {@code POLKU_PUBLIC_URL}, scheme and host without a path: cookies are Secure when it is https; and
 *     {@code POLKU_TRUSTED_PROXIES}, addresses and networks between commas
 * @param questionThreads reports found at once, each for all who ask the same ({@code POLKU_QUERY_THREADS}, 8)
 * @param questionQueue reports that may wait for such a thread ({@code POLKU_QUERY_QUEUE}, 128); more are a 503
 * @param passwordThreads password checks at once ({@code POLKU_SIGN_IN_THREADS}, 2), a core and 19 MB each
 */
public record QueryApiConfig(PublicAddress address, int questionThreads, int questionQueue, int passwordThreads) {

    public static QueryApiConfig from(Environment environment) {
        return new QueryApiConfig(
                new PublicAddress(
                        environment.origin("POLKU_PUBLIC_URL"),
                        environment.parsed("POLKU_TRUSTED_PROXIES", "", TrustedProxies::parse)),
                (int) environment.number("POLKU_QUERY_THREADS", 8, 1, 256),
                (int) environment.number("POLKU_QUERY_QUEUE", 128, 1, 100_000),
                (int) environment.number("POLKU_SIGN_IN_THREADS", 2, 1, 64));
    }
}
