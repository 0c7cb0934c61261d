package polku.storage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import polku.storage.write.Encoded;

/** What is held of visitors in memory, and what is not. */
class SessionMemoryTest {
    private static final long NOON = 1_761_998_400_000L;
    private static final int MEGABYTE = 1 << 20;

    private final Asked source = new Asked();
    private final Sessionizer sessionizer = new Sessionizer(source, MEGABYTE);

    @Test
    void ordinaryVisitors_areHeld() {
        arrive(1500, "/page");
        source.visitors = 0;
        arrive(1500, "/page");
        assertThat(source.visitors).as("visitors loaded again").isZero();
    }

    @Test
    void longAddresses_takeNoMoreMemoryThanShortOnes() {
        String address = "/".repeat(2000);
        arrive(1500, address);
        source.visitors = 0;
        arrive(1500, address);
        int held = 1500 - source.visitors;
        assertThat(held).isPositive().isLessThan(MEGABYTE / address.length());
    }

    @Test
    void doubtedVisitors_areLoadedAgain() {
        arrive(10, "/page");
        source.visitors = 0;
        sessionizer.doubt(List.of(visitor(3), visitor(4)));
        arrive(10, "/page");
        assertThat(source.visitors).isEqualTo(2);
    }

    @Test
    void visitorDoubtedWhileItIsLoaded_isLoadedAgain() {
        source.meanwhile = () -> sessionizer.doubt(List.of(visitor(3)));
        arrive(10, "/page");
        source.meanwhile = () -> {};
        source.visitors = 0;
        arrive(10, "/page");
        assertThat(source.visitors).isEqualTo(1);
    }

    @Test
    void doubtsOfVisitorsWhoNeverCome_arePutNowhere() {
        WeakReference<Visitor> doubted = doubt();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return doubted.get() == null;
        });
        arrive(1, "/page"); // the sessionizer is still there
    }

    /** In a frame of its own, so that nothing else holds the visitor. */
    private WeakReference<Visitor> doubt() {
        Visitor visitor = visitor(7);
        sessionizer.doubt(List.of(visitor));
        return new WeakReference<>(visitor);
    }

    /** One pageview each. */
    private void arrive(int visitors, String page) {
        Map<Visitor, Arrival> arrivals = new LinkedHashMap<>();
        for (int i = 0; i < visitors; i++) {
            Encoded place = Encoded.of(row -> row.text("example.org").text(page));
            Encoded origin = Encoded.of(row -> row.text("google"));
            arrivals.put(
                    visitor(i),
                    new Arrival()
                            .sign(new Session(
                                    0, 0, NOON, NOON, NOON, NOON, 1, 1, 0, NOON, place, NOON, place, origin)));
        }
        sessionizer.add(arrivals);
    }

    private static Visitor visitor(long id) {
        return new Visitor(1, id);
    }

    /** Nothing is stored; counts for whom it was asked. */
    private static final class Asked implements SessionSource {
        int visitors;
        Runnable meanwhile = () -> {};

        @Override
        public Map<Visitor, List<Session>> sessions(Map<Visitor, Long> since) {
            visitors += since.size();
            meanwhile.run();
            return Map.of();
        }

        @Override
        public List<Session> signs(Visitor visitor, long from, long to) {
            return new ArrayList<>();
        }
    }
}
