package polku.storage.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One numbered file, {@code 0001_events.sql}.
 *
 * @param name the file's
 */
record Migration(int number, String name, String sql) {
    private static final String FOLDER = "/polku/storage/migrations/clickhouse/";
    private static final Pattern NAME = Pattern.compile("(\\d{4})_[a-z0-9_]+\\.sql");

    static Migration of(String name, String sql) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a migration is named like 0001_events.sql, not " + name);
        }
        return new Migration(Integer.parseInt(matcher.group(1)), name, sql);
    }

    /** SHA-256 of the text, in hex. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of this version, in order. */
    static List<Migration> all() {
        URL folder = Objects.requireNonNull(Migration.class.getResource(FOLDER), FOLDER);
        try (Stream<String> names = names(folder)) {
            List<Migration> all = names.map(name -> of(name, read(name)))
                    .sorted(Comparator.comparingInt(Migration::number))
                    .toList();
            if (all.stream().map(Migration::number).distinct().count() != all.size()) {
                throw new IllegalStateException("two migrations have the same number");
            }
            return all;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    private static Stream<String> names(URL folder) throws IOException, URISyntaxException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            String prefix = FOLDER.substring(1);
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                    .map(name -> name.substring(prefix.length()));
        }
        return Files.list(Path.of(new URI(folder.toString())))
                .map(file -> file.getFileName().toString());
    }

    private static String read(String name) {
        try (InputStream file = Objects.requireNonNull(Migration.class.getResourceAsStream(FOLDER + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
