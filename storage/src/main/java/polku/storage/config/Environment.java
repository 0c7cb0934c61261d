package polku.storage.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one reader of configuration: environment variables, and for secrets {@code NAME_FILE}, a path whose content is
 * the value (as Docker and Kubernetes hand secrets over). Modules turn it into a record of their own once at start.
 */
public final class Environment {
    private final Map<String, String> values;

    public Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** The value of {@code name}, or the content of the file that {@code name_FILE} points to. */
    public Optional<String> secret(String name) {
        Optional<String> file = text(name + "_FILE");
        if (file.isEmpty()) {
            return text(name);
        }
        if (text(name).isPresent()) {
            throw new ConfigException(name + " and " + name + "_FILE are both set; set one");
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip()).filter(value -> !value.isEmpty());
        } catch (IOException e) {
            throw new ConfigException(name + "_FILE: cannot read " + file.get(), e);
        } catch (UncheckedIOException e) {
            throw new ConfigException(name + "_FILE: not a text file: " + file.get(), e);
        }
    }

    /**
     * A value of its own form.
     *
     * @param form throws an {@link IllegalArgumentException} whose message says what is wrong with the text
     */
    public <T> T parsed(String name, String otherwise, Function<String, T> form) {
        try {
            return form.apply(text(name, otherwise));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage(), e);
        }
    }

    /** A web address of scheme, host and perhaps port, without a slash behind; in lower case. */
    public Optional<URI> origin(String name) {
        return text(name).map(text -> {
            String expected = name + " must look like https://host or http://host:port, not '" + text + "'";
            URI url;
            try {
                url = URI.create(text.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(expected, e);
            }
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (!http || url.getHost() == null || !isBare(url)) {
                throw new ConfigException(expected);
            }
            return URI.create(url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
        });
    }

    private static boolean isBare(URI url) {
        return (url.getPath().isEmpty() || url.getPath().equals("/"))
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getUserInfo() == null;
    }

    public Path path(String name, String otherwise) {
        return Path.of(text(name, otherwise));
    }

    /** A whole number within {@code least}..{@code most}. */
    public long number(String name, long otherwise, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        long value;
        try {
            value = Long.parseLong(text.get());
        } catch (NumberFormatException e) {
            throw new ConfigException(name + " must be a whole number, not '" + text.get() + "'", e);
        }
        if (value < least || value > most) {
            throw new ConfigException(name + " must be between " + least + " and " + most + ", not " + value);
        }
        return value;
    }

    /** A TCP port; 0 lets the system choose a free one. */
    public int port(String name, int otherwise) {
        return (int) number(name, otherwise, 0, 65_535);
    }

    public boolean flag(String name, boolean otherwise) {
        return switch (text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new ConfigException(name + " must be true or false");
        };
    }

    /** A time span in whole milliseconds. */
    public Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(
                number(name, otherwise.toMillis(), 0, Duration.ofDays(3650).toMillis()));
    }
}
