package polku.query.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import polku.http.Problem;
import polku.http.ProblemException;

/**
 * Slows down guessing. After {@value #FREE_TRIES} wrong passwords for an account from an address, that pair waits 15
 * seconds, then twice as long after each further one, up to 15 minutes; an address that tries many accounts waits after
 * {@value #FREE_TRIES_OF_ADDRESS}. Others' sign-in to the same account is not touched, so nobody can lock an owner out.
 * A try counts when it begins, so that many at once are no way around.
 */
final class SignInThrottle {
    static final int FREE_TRIES = 5;
    static final int FREE_TRIES_OF_ADDRESS = 50;
    private static final long FIRST_WAIT_MILLIS = 15_000;
    private static final long LONGEST_WAIT_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long FORGET_MILLIS = Duration.ofHours(1).toMillis();

    private record Account(InetAddress address, String email) {}

    private record Tries(int count, long lastMillis, long waitUntilMillis) {
        static final Tries NONE = new Tries(0, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private final InstantSource clock;
    // Bounded: an attacker with many addresses costs memory of a fixed size.
    private final Cache<Object, Tries> tries = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMillis(FORGET_MILLIS))
            .build();

    SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes a try as a wrong one.
     *
     * @throws ProblemException 429 where there is to be none now
     */
    void admit(InetAddress address, String email) {
        Duration wait = begin(address, email);
        if (!wait.isZero()) {
            long seconds = (wait.toMillis() + 999) / 1000;
            throw new ProblemException(
                    Problem.of(
                            429,
                            "too-many-tries",
                            "Too many tries",
                            "Too many wrong passwords; try again in " + seconds + " seconds."),
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }

    /** Notes a try as a wrong one. Returns how long to wait instead of trying; zero: go on. */
    Duration begin(InetAddress address, String email) {
        Duration wait = begin(address, FREE_TRIES_OF_ADDRESS);
        return wait.isZero() ? begin(account(address, email), FREE_TRIES) : wait;
    }

    /** The password was right. */
    void succeed(InetAddress address, String email) {
        tries.invalidate(account(address, email));
        tries.asMap().computeIfPresent(address, (key, old) -> new Tries(old.count() - 1, old.lastMillis(), 0));
    }

    private Duration begin(Object who, int free) {
        long now = clock.millis();
        Tries before = tries.asMap().getOrDefault(who, Tries.NONE);
        if (before.waitUntilMillis() > now) {
            return Duration.ofMillis(before.waitUntilMillis() - now);
        }
        tries.asMap().merge(who, next(Tries.NONE, now, free), (old, first) -> next(old, now, free));
        return Duration.ZERO;
    }

    private static Tries next(Tries old, long now, int free) {
        boolean forgotten = old.lastMillis() < now - FORGET_MILLIS;
        int count = forgotten ? 1 : old.count() + 1;
        int over = count - free;
        long wait = over < 0 ? 0 : Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(over, 10));
        return new Tries(count, now, now + wait);
    }

    private static Account account(InetAddress address, String email) {
        return new Account(address, email.strip().toLowerCase(Locale.ROOT));
    }
}
