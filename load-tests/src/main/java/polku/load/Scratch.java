package polku.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories for the data and logs of servers under test; who finds something wrong keeps them. */
public final class Scratch {
    private Scratch() {}

    public static Path create(String name) throws IOException {
        return Files.createTempDirectory(name + "-");
    }

    /** With all that is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
