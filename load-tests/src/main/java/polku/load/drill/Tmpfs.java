package polku.load.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, for as long as it is open. Only root may mount one. */
final class Tmpfs implements AutoCloseable {
    private final Path directory;

    private Tmpfs(Path directory) {
        this.directory = directory;
    }

    static Tmpfs mount(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Process mount = new ProcessBuilder(
                        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "polku-drill", directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (mount.waitFor() != 0) {
            throw new Drill.NotRun("needs root to mount a small file system: " + said.strip());
        }
        return new Tmpfs(directory);
    }

    @Override
    public void close() throws IOException {
        new ProcessBuilder("umount", "-l", directory.toString())
                .start()
                .onExit()
                .join();
    }
}
