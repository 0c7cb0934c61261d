package polku.collector.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polku.collector.disk.AppendFile;
import polku.collector.disk.Disk;

/**
 * A disk in memory that keeps, over {@link #losePower}, only what was synced: a file's bytes by force, its name by the
 * sync of its directory. Faults are set by the fields.
 */
public final class ForgetfulDisk implements Disk {
    private static final class Content {
        byte[] bytes = new byte[0];
        byte[] synced = new byte[0];
    }

    private final Map<Path, Content> files = new TreeMap<>();
    private Map<Path, Content> syncedNames = new TreeMap<>();
    public volatile boolean syncFails;
    /** Bytes that may still be written before the disk is full. */
    public volatile long room = Long.MAX_VALUE;

    public volatile int syncs;

    /** What a crash of the machine leaves. */
    public synchronized void losePower() {
        files.clear();
        syncedNames.forEach((path, content) -> {
            content.bytes = content.synced;
            files.put(path, content);
        });
    }

    @Override
    public synchronized AppendFile create(Path file) throws IOException {
        if (files.containsKey(file)) {
            throw new IOException(file + " exists");
        }
        Content content = new Content();
        files.put(file, content);
        return new AppendFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                append(content, bytes);
            }

            @Override
            public void force() throws IOException {
                sync(content);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized void append(Content content, ByteBuffer bytes) throws IOException {
        int fits = (int) Math.min(room, bytes.remaining());
        byte[] longer = Arrays.copyOf(content.bytes, content.bytes.length + fits);
        bytes.get(longer, content.bytes.length, fits);
        content.bytes = longer;
        room -= room == Long.MAX_VALUE ? 0 : fits;
        if (bytes.hasRemaining()) {
            throw new IOException("No space left on device");
        }
    }

    private synchronized void sync(Content content) throws IOException {
        if (syncFails) {
            throw new IOException("Input/output error");
        }
        syncs++;
        content.synced = content.bytes;
    }

    private Content content(Path file) throws IOException {
        Content content = files.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    @Override
    public synchronized byte[] read(Path file, long offset, int length) throws IOException {
        byte[] bytes = content(file).bytes;
        int from = (int) Math.min(offset, bytes.length);
        return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + length));
    }

    @Override
    public synchronized long size(Path file) throws IOException {
        return content(file).bytes.length;
    }

    @Override
    public synchronized boolean exists(Path file) {
        return files.containsKey(file);
    }

    @Override
    public synchronized List<Path> list(Path directory) {
        return files.keySet().stream()
                .filter(file -> directory.equals(file.getParent()))
                .toList();
    }

    @Override
    public void createDirectories(Path directory) {}

    @Override
    public synchronized void truncate(Path file, long length) throws IOException {
        Content content = content(file);
        content.bytes = Arrays.copyOf(content.bytes, (int) length);
        content.synced = content.bytes;
    }

    @Override
    public synchronized void replace(Path from, Path to) throws IOException {
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public synchronized void appendDurably(Path file, byte[] bytes) throws IOException {
        Content content = files.computeIfAbsent(file, path -> new Content());
        append(content, ByteBuffer.wrap(bytes));
        sync(content);
        syncDirectory(file.getParent());
    }

    @Override
    public synchronized void delete(Path file) {
        files.remove(file);
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        if (syncFails) {
            throw new IOException("Input/output error");
        }
        Map<Path, Content> names = new TreeMap<>(syncedNames);
        names.keySet().removeIf(file -> directory.equals(file.getParent()));
        files.forEach((file, content) -> {
            if (directory.equals(file.getParent())) {
                names.put(file, content);
            }
        });
        syncedNames = names;
    }

    @Override
    public long usableSpace(Path directory) {
        return room;
    }

    /** All bytes of all files, for tests that damage them. */
    public synchronized Map<Path, byte[]> snapshot() {
        Map<Path, byte[]> copy = new TreeMap<>();
        files.forEach((file, content) -> copy.put(file, content.bytes));
        return copy;
    }

    /** A disk that holds these files, all synced. */
    public static ForgetfulDisk of(Map<Path, byte[]> contents) throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk();
        for (Map.Entry<Path, byte[]> entry : contents.entrySet()) {
            Content content = new Content();
            content.bytes = entry.getValue();
            content.synced = entry.getValue();
            disk.files.put(entry.getKey(), content);
            disk.syncDirectory(entry.getKey().getParent());
        }
        return disk;
    }
}
