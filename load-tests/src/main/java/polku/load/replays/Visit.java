package polku.load.replays;

import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A visitor who reads, scrolls, moves the pointer, types and clicks without a pause, and opens another page every minute
 * or so: what rrweb would record of it, in chunks of five seconds. Everything is drawn from the seed, so no two visits are
 * alike.
 */
final class Visit {
    static final int CHUNK_MILLIS = 5_000;
    private static final int SAMPLE_MILLIS = 50;
    private static final int MOVE_MILLIS = 500;
    private static final int LEAST_CHUNKS_A_PAGE = 8;
    private static final int MOST_CHUNKS_A_PAGE = 16;
    private static final int CHANGES_A_CHUNK = 40;
    private static final String[] WORDS =
            ("kahvi paahto tumma vaalea papu jauhatus suodatin kuppi aamu hidas maku tuoksu suklaa marja hapan makea"
                            + " order cart price available only left today fresh roasted grind filter espresso deliver week gift sold new")
                    .split(" ");

    private final RecordedPages pages;
    private final SplittableRandom random;
    private int page;
    private int chunksLeft;
    private int nextNode = 5_000;
    private int x = 700;
    private int y = 400;
    private int scroll;
    private long document;
    private int sequence = -1;

    Visit(RecordedPages pages, long seed) {
        this.pages = pages;
        this.random = new SplittableRandom(seed);
    }

    /**
     * A chunk of a document.
     *
     * @param opens whether the document begins with it
     * @param events JSON array of rrweb's events
     */
    record Chunk(long document, int sequence, boolean opens, String events) {}

    /** What happens in the next five seconds from a moment (ms) on. */
    Chunk next(long from) {
        StringBuilder events = new StringBuilder(60_000).append('[');
        boolean opens = chunksLeft == 0;
        if (opens) {
            open(events, from);
        }
        chunksLeft--;
        sequence++;
        int change = CHUNK_MILLIS / (CHANGES_A_CHUNK + 1);
        for (int at = SAMPLE_MILLIS; at < CHUNK_MILLIS; at += SAMPLE_MILLIS) {
            if (at % MOVE_MILLIS == 0 && random.nextInt(10) < 7) {
                move(events, from + at);
            }
            if (at % (2 * SAMPLE_MILLIS) == 0 && random.nextInt(10) < 2) {
                scroll = Math.max(0, scroll + random.nextInt(-60, 120));
                event(events, 3, "{\"source\":3,\"id\":1,\"x\":0,\"y\":" + scroll + "}", from + at);
            }
            if (at % change < SAMPLE_MILLIS) {
                change(events, from + at);
            }
            if (at == 3_000 && random.nextInt(3) == 0) {
                click(events, from + at);
            }
        }
        events.setCharAt(events.length() - 1, ']');
        return new Chunk(document, sequence, opens, events.toString());
    }

    private void open(StringBuilder events, long at) {
        page = random.nextInt(pages.nodes().size());
        chunksLeft = random.nextInt(LEAST_CHUNKS_A_PAGE, MOST_CHUNKS_A_PAGE + 1);
        document = random.nextLong();
        sequence = -1;
        scroll = 0;
        event(events, 4, "{\"href\":\"https://bench.example/page/" + page + "\",\"width\":1440,\"height\":900}", at);
        event(
                events,
                2,
                "{\"node\":" + pages.nodes().get(page) + ",\"initialOffset\":{\"left\":0,\"top\":0}}",
                at + 20);
        event(
                events,
                5,
                "{\"tag\":\"polku:page\",\"payload\":{\"url\":\"https://bench.example/page/" + page
                        + "\",\"title\":\"Page\",\"id\":\"" + HexFormat.of().toHexDigits(random.nextLong()) + "\"}}",
                at + 30);
    }

    private void move(StringBuilder events, long at) {
        StringBuilder positions = new StringBuilder("{\"source\":1,\"positions\":[");
        int node = random.nextInt(20, 700);
        for (int offset = SAMPLE_MILLIS - MOVE_MILLIS; offset <= 0; offset += SAMPLE_MILLIS) {
            x = Math.floorMod(x + random.nextInt(-30, 31), 1440);
            y = Math.floorMod(y + random.nextInt(-20, 21), 900);
            node = random.nextInt(4) == 0 ? random.nextInt(20, 700) : node;
            positions.append(String.format(
                    Locale.ROOT,
                    "{\"x\":%d,\"y\":%d,\"id\":%d,\"timeOffset\":%d},",
                    x,
                    y,
                    node,
                    offset - random.nextInt(4)));
        }
        positions.setCharAt(positions.length() - 1, ']');
        event(events, 3, positions.append('}').toString(), at);
    }

    /** A piece of the page is made anew, as frameworks do. */
    private void change(StringBuilder events, long at) {
        int card = nextNode;
        nextNode += 5;
        event(
                events,
                3,
                "{\"source\":0,\"texts\":[],\"attributes\":[{\"id\":" + random.nextInt(20, 700)
                        + ",\"attributes\":{\"class\":\"card card-" + word()
                        + "\",\"style\":{\"transform\":\"translateX("
                        + random.nextInt(400) + "px)\"}}}],\"removes\":[{\"parentId\":211,\"id\":" + (card - 45)
                        + "}],\"adds\":[{\"parentId\":211,\"nextId\":null,\"node\":{\"type\":2,\"tagName\":\"li\",\"attributes\":"
                        + "{\"class\":\"card\",\"data-sku\":\"" + Integer.toHexString(random.nextInt())
                        + "\"},\"childNodes\":[],\"id\":"
                        + card + "}},{\"parentId\":" + card
                        + ",\"nextId\":null,\"node\":{\"type\":2,\"tagName\":\"a\",\"attributes\":{\"class\":\"card-link\",\"href\":"
                        + "\"https://bench.example/coffee/" + word() + "-" + word() + "\"},\"childNodes\":[],\"id\":"
                        + (card + 1)
                        + "}},{\"parentId\":" + (card + 1) + ",\"nextId\":null,\"node\":{\"type\":3,\"textContent\":\""
                        + word() + " "
                        + word() + " " + word() + " " + random.nextInt(5, 30) + "," + random.nextInt(10, 99)
                        + " €\",\"id\":" + (card + 2)
                        + "}}]}",
                at);
    }

    private void click(StringBuilder events, long at) {
        int node = random.nextInt(20, 700);
        for (int type : new int[] {1, 5, 0, 2}) {
            event(
                    events,
                    3,
                    "{\"source\":2,\"type\":" + type + ",\"id\":" + node + ",\"x\":" + x + ",\"y\":" + y
                            + ",\"pointerType\":0}",
                    at);
        }
        event(
                events,
                3,
                "{\"source\":5,\"text\":\"" + "*".repeat(random.nextInt(1, 12)) + "\",\"isChecked\":false,\"id\":"
                        + node + "}",
                at + 1);
        event(
                events,
                5,
                "{\"tag\":\"polku:request\",\"payload\":{\"method\":\"GET\",\"url\":\"https://bench.example/api/"
                        + word() + "\",\"status\":200,\"ms\":" + random.nextInt(900) + ",\"kind\":\"fetch\"}}",
                at + 2);
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static void event(StringBuilder events, int type, String data, long at) {
        events.append("{\"type\":")
                .append(type)
                .append(",\"data\":")
                .append(data)
                .append(",\"timestamp\":")
                .append(at)
                .append("},");
    }
}
