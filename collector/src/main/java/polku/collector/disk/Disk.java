package polku.collector.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file operations on which durability rests. All calls block. */
public interface Disk {
    /** Creates a file that must not exist; its name is durable only after {@link #syncDirectory}. */
    AppendFile create(Path file) throws IOException;

    /** Up to {@code length} bytes from {@code offset}; fewer where the file ends before. */
    byte[] read(Path file, long offset, int length) throws IOException;

    long size(Path file) throws IOException;

    boolean exists(Path file);

    /** The files of a directory in order of their names. */
    List<Path> list(Path directory) throws IOException;

    void createDirectories(Path directory) throws IOException;

    /** Cuts the file and makes the cut durable. */
    void truncate(Path file, long length) throws IOException;

    /** Puts a file in the place of another, all at once; durable only after {@link #syncDirectory}. */
    void replace(Path from, Path to) throws IOException;

    /** Appends to a file that is created where it is missing, and forces it to the disk. */
    void appendDurably(Path file, byte[] bytes) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes creations, replacements and deletions in the directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /** Bytes that may still be written. */
    long usableSpace(Path directory);

    /** Writes a whole file so that after any crash either the old or the new content is there. */
    default void writeAtomically(Path file, byte[] bytes) throws IOException {
        Path directory = java.util.Objects.requireNonNull(file.getParent());
        Path draft = directory.resolve(file.getFileName() + ".tmp");
        if (exists(draft)) {
            delete(draft);
        }
        try (AppendFile out = create(draft)) {
            out.write(java.nio.ByteBuffer.wrap(bytes));
            out.force();
        }
        replace(draft, file);
        syncDirectory(directory);
    }
}
