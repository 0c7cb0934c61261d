package polku.load.gatling;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.load.gatling.Audience.Country;
import polku.load.gatling.Audience.Device;

/** Makes visitors of whom no two are alike: the server tells them apart by address and user agent. Not thread-safe. */
final class Crowd {
    /**
     * New addresses a second in one network. There are 65,536, so one comes up again after 90 minutes, when its last
     * visitor's session has long been over, also if another run has begun meanwhile; who finds none has an IPv6 address.
     */
    private static final int ADDRESSES_PER_SECOND = 12;

    private static final double IPV6 = 0.3;

    private final Audience audience = Audience.load();
    private final RandomGenerator random;
    private final Map<String, Long> lastOfNetwork = new HashMap<>();
    /** Counts /64 networks, which is what the server keeps of an IPv6 address; begins anywhere. */
    private int subnet;

    Crowd(RandomGenerator random) {
        this.random = random;
        this.subnet = random.nextInt();
    }

    /** @param now ms since 1970 */
    Visitor next(long now) {
        Country country = Audience.pick(audience.countries(), Country::weight, random);
        Device device = Audience.pick(audience.devices(), Device::weight, random);
        List<Integer> viewport = Audience.pick(device.viewports(), random);
        return new Visitor(
                address(country, now),
                device,
                Audience.pick(country.languages(), random),
                viewport.get(0),
                viewport.get(1),
                Audience.pick(audience.sources(), Audience.Source::weight, random));
    }

    private String address(Country country, long now) {
        String network = Audience.pick(country.networks(), random);
        long most = now * ADDRESSES_PER_SECOND / 1000;
        long host = Math.max(lastOfNetwork.getOrDefault(network, 0L) + 1, most - ADDRESSES_PER_SECOND);
        if (host > most || random.nextDouble() < IPV6) {
            subnet++;
            return String.format(
                    "%s:%x:%x::%x", country.prefix(), subnet >>> 16, subnet & 0xffff, 1 + random.nextInt(0xfffe));
        }
        lastOfNetwork.put(network, host);
        return network + "." + (host >> 8 & 0xff) + "." + (host & 0xff);
    }
}
