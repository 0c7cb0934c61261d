package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polku.server.demo.simulator.Audience.Country;
import polku.server.demo.simulator.Audience.Device;

/** The people who may come to the shop: newcomers without end, and a pool of those who have been there before. */
final class Crowd {
    /** More than the 30 minutes after which a session ends, so that each visit is a session of its own. */
    static final long REST_MILLIS = 31 * 60_000L;

    private static final int POOL = 4_000;
    private static final double RETURNING = 0.38;
    private static final double CONSENTING = 0.12;

    private final Audience audience;
    private final RandomGenerator random;
    private final List<Person> pool = new ArrayList<>();
    private final Map<String, Long> lastSeen = new HashMap<>();

    Crowd(Audience audience, RandomGenerator random) {
        this.audience = audience;
        this.random = random;
    }

    /** Someone who comes at this time; never one who is still there or has only just left. */
    Person arrive(long at, int hour) {
        if (!pool.isEmpty() && random.nextDouble() < RETURNING) {
            Person person = Audience.pick(pool, random);
            if (lastSeen.getOrDefault(person.visitor(), 0L) + REST_MILLIS < at) {
                return person.returning();
            }
        }
        return newcomer(hour);
    }

    /** They have left, and may come back. */
    void leave(Person person, long at) {
        lastSeen.put(person.visitor(), at);
        if (person.loyalty() > 1) {
            return;
        }
        if (pool.size() < POOL) {
            pool.add(person);
        } else {
            Person forgotten = pool.set(random.nextInt(POOL), person);
            lastSeen.remove(forgotten.visitor());
        }
    }

    private Person newcomer(int hour) {
        Country country = Audience.pick(
                audience.countries(), one -> one.weight() * Rhythm.share(hour + one.hoursAhead()), random);
        Device device = Audience.pick(audience.devices(), Device::weight, random);
        List<Integer> viewport = Audience.pick(device.viewports(), random);
        String ip =
                Audience.pick(country.networks(), random) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
        return new Person(
                Hex.of(random.nextLong()),
                random.nextDouble() < CONSENTING ? Hex.of(random.nextLong()) + Hex.of(random.nextLong()) : "",
                country,
                Audience.pick(country.languages(), random),
                ip,
                device,
                viewport.get(0),
                viewport.get(1),
                1);
    }
}
