package polku.collector.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/) of a few IPv4 networks, with maps, lists and
 * texts for values.
 */
public final class SmallMmdb {
    private static final int NOTHING = -1;

    /** Two children each: another node, or −2 − the value's number, or nothing. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));

    private final List<Object> values = new ArrayList<>();

    /** @param address of 4 bytes, of which the first {@code bits} bits count */
    public SmallMmdb put(byte[] address, int bits, Object value) {
        values.add(value);
        int node = 0;
        for (int i = 0; i < bits; i++) {
            int bit = address[i / 8] >> 7 - i % 8 & 1;
            if (i == bits - 1) {
                nodes.get(node)[bit] = -1 - values.size();
            } else if (nodes.get(node)[bit] == NOTHING) {
                nodes.add(new int[] {NOTHING, NOTHING});
                nodes.get(node)[bit] = nodes.size() - 1;
            }
            node = Math.max(0, nodes.get(node)[bit]);
        }
        return this;
    }

    public Path write(Path file) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int[] offsets = new int[values.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = data.size();
            encode(data, values.get(i));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int child : node) {
                int record =
                        child == NOTHING ? nodes.size() : child >= 0 ? child : nodes.size() + 16 + offsets[-2 - child];
                all.write(record >> 16);
                all.write(record >> 8);
                all.write(record);
            }
        }
        all.write(new byte[16]);
        all.write(data.toByteArray());
        all.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        all.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("node_count", nodes.size());
        metadata.put("record_size", 24);
        metadata.put("ip_version", 4);
        metadata.put("database_type", "Test-City");
        metadata.put("languages", List.of("en"));
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", 1_700_000_000L);
        metadata.put("description", Map.of("en", "a test"));
        encode(all, metadata);
        return Files.write(file, all.toByteArray());
    }

    private static void encode(ByteArrayOutputStream out, Object value) throws IOException {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            head(out, 2, utf8.length);
            out.write(utf8);
        } else if (value instanceof Integer number) {
            head(out, 6, 4);
            number(out, number, 4);
        } else if (value instanceof Long number) {
            head(out, 9, 8);
            number(out, number, 8);
        } else if (value instanceof List<?> list) {
            head(out, 11, list.size());
            for (Object element : list) {
                encode(out, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            head(out, 7, map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                encode(out, entry.getKey());
                encode(out, entry.getValue());
            }
        }
    }

    private static void head(ByteArrayOutputStream out, int type, int size) {
        int first = size < 29 ? size : 29;
        out.write((type < 8 ? type << 5 : 0) | first);
        if (type >= 8) {
            out.write(type - 7);
        }
        if (size >= 29) {
            out.write(size - 29);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> 8 * i));
        }
    }
}
