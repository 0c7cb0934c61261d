package polku.load.gatling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.load.gatling.Beacon.Item;

/**
 * Gathers items into beacons as the tracker does: the first of a page leaves after 100 ms, later ones with what has gathered in
 * a second, or sooner where that is much, and one when the page is left.
 */
final class Batch {
    private static final int FIRST_DELAY = 100;
    private static final int DELAY = 1_000;
    /** The tracker sends before a beacon grows beyond so many characters. */
    private static final int MOST_TEXT = 5_000;

    private final RandomGenerator random;
    private final List<Beacon> sent = new ArrayList<>();
    private final List<Item> gathered = new ArrayList<>();
    private ObjectNode page = JsonNodeFactory.instance.objectNode();
    private boolean isFirst;
    private int text;
    private long due;

    Batch(RandomGenerator random) {
        this.random = random;
    }

    /** All that was sent, in order. */
    List<Beacon> sent() {
        return List.copyOf(sent);
    }

    /** What comes now belongs to this page, and nothing of the one before is left to be sent. */
    void open(ObjectNode next) {
        page = next;
        isFirst = true;
    }

    /** @param at when it happened; {@code now} is when it is noted, not before anything that was noted before */
    void add(long now, long at, ObjectNode members) {
        advance(now);
        int length = members.toString().length();
        if (!gathered.isEmpty() && text + length > MOST_TEXT) {
            send("large", now);
        }
        if (gathered.isEmpty()) {
            due = now + (isFirst ? FIRST_DELAY : DELAY);
            text = page.toString().length();
        }
        gathered.add(new Item(at, members));
        text += length;
    }

    /** What is due until then is sent. */
    void advance(long now) {
        if (!gathered.isEmpty() && due <= now) {
            send(isFirst ? "first of a page" : "later", due);
        }
    }

    /** What is there is sent. */
    void leave(long now) {
        advance(now);
        if (!gathered.isEmpty()) {
            send("leaving", now);
        }
    }

    /** Of a pageview, or of a beacon. */
    String id() {
        return String.format("%016x", random.nextLong());
    }

    private void send(String name, long at) {
        sent.add(new Beacon(name, id(), at, page, List.copyOf(gathered)));
        gathered.clear();
        isFirst = false;
    }
}
