package polku.load.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Bodies that nobody would send: random bytes, and examples of the protocol with something done to them. */
final class FuzzBodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** There are many more examples of what is refused. */
    private static final int VALID_WEIGHT = 10;

    private static final int MOST = 20_000;
    private static final int MOST_ENCODED = 3000;

    private static final List<String> NASTY = List.of(
            "1e999",
            "-1e999",
            "NaN",
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "-0",
            "0.1e-999",
            "99999999999999999999",
            "9223372036854775808",
            "-9223372036854775809",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
            "]]]]",
            "}}}}",
            "\"a\":1,\"a\":2,",
            ",",
            ":",
            "\\",
            "\"",
            "\u0000",
            "\ufeff",
            "//",
            "/*",
            "'",
            "\"__proto__\":{},",
            "\"https://[::1\"",
            "\"http://\\u0000/\"",
            "\"https://example.org:99999/\"",
            "\"https://%zz/\"",
            "\"2026-13-45T99:99:99Z\"",
            "1577836800000000",
            "-62135596800001",
            "\"" + "x".repeat(600) + "\"",
            "\"\ud83d\ude00\"");

    private final Random random;
    private final List<byte[]> examples = new ArrayList<>();

    /** @param site takes the place of the examples' own */
    FuzzBodies(Path protocol, String site, long seed) throws IOException {
        random = new Random(seed);
        for (Path kind : List.of(protocol, protocol.resolve("sightings"), protocol.resolve("chunks"))) {
            for (Path file : json(kind.resolve("invalid"))) {
                add(JSON.readTree(file.toFile()).path("body").asText(), site);
            }
            for (Path file : json(kind.resolve("valid"))) {
                for (int i = 0; i < VALID_WEIGHT; i++) {
                    add(Files.readString(file), site);
                }
            }
        }
        add(
                "[{\"site\":\"k3v9q2xm7abc\",\"name\":\"signup\",\"visitorId\":\"v1\",\"timestamp\":\"2026-11-01T10:00:00Z\","
                        + "\"url\":\"https://example.org/a?utm_source=x\",\"props\":{\"plan\":\"pro\",\"n\":1},"
                        + "\"revenue\":{\"amount\":12.5,\"currency\":\"EUR\"},\"id\":\"e1\"}]",
                site);
        add(
                "{\"n\":\"pageview\",\"u\":\"https://example.org/\",\"d\":\"example.org\",\"r\":null,\"p\":{\"a\":\"b\"}}",
                site);
        add(
                "{\"type\":\"event\",\"payload\":{\"website\":\"k3v9q2xm7abc\",\"hostname\":\"example.org\",\"url\":\"/\","
                        + "\"title\":\"t\",\"screen\":\"1440x900\",\"language\":\"fi\",\"name\":\"n\",\"data\":{\"a\":1}}}",
                site);
    }

    private static List<Path> json(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private void add(String text, String site) {
        examples.add(text.replace("k3v9q2xm7abc", site).getBytes(StandardCharsets.UTF_8));
    }

    byte[] next() {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] body = uniqueId(example());
        if (random.nextInt(4) == 0) {
            return body;
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            body = mutate(body);
        }
        return body.length > MOST ? Arrays.copyOf(body, MOST) : body;
    }

    private byte[] example() {
        return examples.get(random.nextInt(examples.size()));
    }

    private byte[] mutate(byte[] body) {
        int at = random.nextInt(body.length + 1);
        int to = Math.min(body.length, at + random.nextInt(1 + random.nextInt(64)));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(body);
            case 1 -> join(body, 0, at, new byte[0], body, to, body.length);
            case 2 -> join(body, 0, to, new byte[0], body, at, body.length);
            case 3 -> Arrays.copyOf(body, at);
            case 4, 5 -> join(body, 0, at, nasty(), body, to, body.length);
            case 6 -> {
                byte[] other = example();
                yield join(body, 0, at, new byte[0], other, random.nextInt(other.length + 1), other.length);
            }
            case 7 -> inPlaceOfAValue(body);
            default -> uniqueId(body);
        };
    }

    private byte[] nasty() {
        return NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** What stands between a colon and the next comma or bracket. */
    private byte[] inPlaceOfAValue(byte[] body) {
        int colon = find(body, random.nextInt(body.length + 1), ":");
        int end = find(body, colon + 1, ",}]");
        return join(body, 0, Math.min(body.length, colon + 1), nasty(), body, end, body.length);
    }

    /** As part of an address. */
    String nextEncoded() {
        String text = URLEncoder.encode(new String(next(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return text.length() > MOST_ENCODED ? text.substring(0, MOST_ENCODED) : text;
    }

    /** Still well formed, and no repetition: goes the whole way to ClickHouse. */
    private byte[] uniqueId(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.replaceFirst("\"id\":\\s*\"[0-9a-f]{16}\"", String.format("\"id\":\"%016x\"", random.nextLong()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int find(byte[] body, int from, String any) {
        int at = from;
        while (at < body.length && any.indexOf(body[at]) < 0) {
            at++;
        }
        return Math.min(at, body.length);
    }

    private static byte[] join(byte[] a, int fromA, int toA, byte[] middle, byte[] b, int fromB, int toB) {
        byte[] joined = new byte[toA - fromA + middle.length + Math.max(0, toB - fromB)];
        System.arraycopy(a, fromA, joined, 0, toA - fromA);
        System.arraycopy(middle, 0, joined, toA - fromA, middle.length);
        if (toB > fromB) {
            System.arraycopy(b, fromB, joined, toA - fromA + middle.length, toB - fromB);
        }
        return joined;
    }
}
