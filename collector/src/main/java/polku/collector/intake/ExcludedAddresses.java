package polku.collector.intake;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import polku.http.Networks;
import polku.storage.control.Site;

/** Whose visits a site's owner does not want to see: read anew only when the list was changed. */
final class ExcludedAddresses {
    private final ConcurrentHashMap<Integer, Read> bySite = new ConcurrentHashMap<>();

    private record Read(List<String> list, Networks networks) {}

    /** @param address 4 or 16 bytes */
    boolean hold(Site site, byte[] address) {
        List<String> list = site.excludedAddresses();
        if (list.isEmpty()) {
            return false;
        }
        Read read = bySite.get(site.number());
        if (read == null || read.list != list) {
            read = new Read(list, Networks.parse(String.join(" ", list)));
            bySite.put(site.number(), read);
        }
        return read.networks.hold(address);
    }
}
