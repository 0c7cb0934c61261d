package polku.load.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Java process still reaches after a full collection.
 *
 * @param bytes by class, as the JVM names it
 */
record LiveHeap(Map<String, Long> bytes) {
    /** "   1:         12345        1234567  java.lang.String (java.base@17)" */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    /** Collects garbage in the process, and then counts. */
    static LiveHeap of(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        Map<String, Long> bytes = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    bytes.merge(matcher.group(2), Long.parseLong(matcher.group(1)), Long::sum);
                }
            }
        }
        Drill.expect(process.waitFor() == 0 && !bytes.isEmpty(), "%s told nothing of the heap", jcmd);
        return new LiveHeap(bytes);
    }

    double megabytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum() / (double) (1 << 20);
    }

    /** The classes that grew most since then, for whoever looks for a leak. */
    String grownSince(LiveHeap earlier, int classes) {
        Map<String, Long> grown = new HashMap<>();
        bytes.forEach((name, now) -> grown.put(name, now - earlier.bytes.getOrDefault(name, 0L)));
        List<Map.Entry<String, Long>> most = grown.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(classes)
                .toList();
        return most.stream()
                .map(entry -> String.format(Locale.ROOT, "%s %+,d KB", entry.getKey(), entry.getValue() >> 10))
                .collect(Collectors.joining(", "));
    }
}
