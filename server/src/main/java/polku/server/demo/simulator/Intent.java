package polku.server.demo.simulator;

import java.util.List;
import java.util.random.RandomGenerator;

/** What somebody comes for. */
enum Intent {
    /** Beans: looks around, and perhaps takes some. */
    BUY(58),
    /** The journal and the guide to brewing. */
    READ(17),
    /** When the roastery is open, and how parcels come. */
    HOURS(10),
    /** Beans, for less: tries codes. */
    BARGAIN(9),
    /** Beans for a café. */
    WHOLESALE(4),
    /** The same as last time, from the account. */
    AGAIN(2);

    private static final List<Intent> ALL = List.of(values());

    private final double weight;

    Intent(double weight) {
        this.weight = weight;
    }

    static Intent of(Person person, RandomGenerator random) {
        return Audience.pick(ALL, intent -> intent.weight(person), random);
    }

    private double weight(Person person) {
        return switch (this) {
            case HOURS -> person.livesIn("FI") ? weight * 1.6 : weight * 0.2;
            case AGAIN -> person.loyalty() > 1 ? weight * 3 : 0;
            case BUY, READ, BARGAIN, WHOLESALE -> weight;
        };
    }

    boolean isShopping() {
        return this == BUY || this == BARGAIN;
    }
}
