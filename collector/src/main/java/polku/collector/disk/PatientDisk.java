package polku.collector.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A disk whose {@link #writeAtomically} and {@link #appendDurably} wait, where the disk is full, until there is room. Each
 * try begins anew (another file; an append cut back to where it began), so that a failed one leaves no trace and a sync is
 * never merely repeated. All other failures are passed on.
 */
public final class PatientDisk implements Disk {
    /** Less than this is no room: what is written here is small. */
    private static final long LITTLE = 1 << 16;

    private final Disk disk;
    private final Supplier<Duration> pauses;
    private final Consumer<String> onFull;

    /**
     * @param pauses how long to wait before each next try
     * @param onFull told before each wait
     */
    public PatientDisk(Disk disk, Supplier<Duration> pauses, Consumer<String> onFull) {
        this.disk = disk;
        this.pauses = pauses;
        this.onFull = onFull;
    }

    private interface Write {
        void run() throws IOException;
    }

    @Override
    public void writeAtomically(Path file, byte[] bytes) throws IOException {
        patiently(file, () -> disk.writeAtomically(file, bytes));
    }

    @Override
    public void appendDurably(Path file, byte[] bytes) throws IOException {
        long before = disk.exists(file) ? disk.size(file) : 0;
        patiently(file, () -> {
            if (disk.exists(file) && disk.size(file) > before) {
                disk.truncate(file, before);
            }
            disk.appendDurably(file, bytes);
        });
    }

    /** @throws InterruptedIOException interrupted while waiting; nothing was written then */
    private void patiently(Path file, Write write) throws IOException {
        while (true) {
            try {
                write.run();
                return;
            } catch (IOException e) {
                if (!isFull(file, e)) {
                    throw e;
                }
                pause(file);
            }
        }
    }

    private boolean isFull(Path file, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left")
                || message.contains("quota exceeded")
                || disk.usableSpace(Objects.requireNonNull(file.getParent())) < LITTLE;
    }

    private void pause(Path file) throws InterruptedIOException {
        onFull.accept("the disk of " + file.getParent() + " is full");
        try {
            Thread.sleep(pauses.get().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for room to write " + file);
        }
    }

    @Override
    public AppendFile create(Path file) throws IOException {
        return disk.create(file);
    }

    @Override
    public byte[] read(Path file, long offset, int length) throws IOException {
        return disk.read(file, offset, length);
    }

    @Override
    public long size(Path file) throws IOException {
        return disk.size(file);
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        disk.truncate(file, length);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        disk.replace(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    @Override
    public long usableSpace(Path directory) {
        return disk.usableSpace(directory);
    }
}
