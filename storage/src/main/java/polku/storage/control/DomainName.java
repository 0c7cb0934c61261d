package polku.storage.control;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a site's domain is written: ASCII (IDN encoded), lower case, without scheme, "www.", port and path. */
public final class DomainName {
    private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://");
    private static final Pattern AFTER_HOST = Pattern.compile("[/?#].*$", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private DomainName() {}

    /**
     * What an owner may type or paste ("https://www.Example.org:8443/shop") as the domain.
     *
     * @throws IllegalArgumentException with a message for the owner where no domain can be seen in it
     */
    public static String normalise(String typed) {
        String host = SCHEME.matcher(typed.strip()).replaceFirst("");
        host = AFTER_HOST.matcher(host).replaceFirst("");
        host = PORT.matcher(host).replaceFirst("");
        if (host.length() > 1000) {
            throw notADomain();
        }
        try {
            host = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw notADomain();
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.startsWith("www.") && host.indexOf('.', 4) > 0) {
            host = host.substring(4);
        }
        if (host.length() > 253 || !HOST.matcher(host).matches()) {
            throw notADomain();
        }
        return host;
    }

    private static IllegalArgumentException notADomain() {
        return new IllegalArgumentException("must be a domain such as example.org");
    }
}
