package polku.storage.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import polku.storage.clickhouse.ClickHouseConfig;

/** The {@code curl} of this machine, against an endpoint. */
final class Curl {
    private final ClickHouseConfig config;

    Curl(ClickHouseConfig config) {
        this.config = config;
    }

    /** @param isWhole whether curl saw the answer's end */
    record Answer(int status, Map<String, String> headers, byte[] bytes, boolean isWhole) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** With the right user and password in headers, in the config's database. */
    Answer get(String query, String... urlParameters) {
        return run(new byte[0], authorized(arguments("--get", query, urlParameters)));
    }

    /** The statement in the URL, {@code body} as its data; an empty one leaves the URL's query out. */
    Answer post(String query, byte[] body, String... urlParameters) {
        return post(List.of(), query, body, urlParameters);
    }

    Answer post(List<String> more, String query, byte[] body, String... urlParameters) {
        List<String> arguments =
                new ArrayList<>(List.of("--data-binary", "@-", "-H", "Content-Type:", "-H", "Expect:"));
        arguments.addAll(more);
        StringBuilder url = new StringBuilder(config.url() + "/?database=" + config.database());
        if (!query.isEmpty()) {
            url.append("&query=").append(encoded(query));
        }
        for (String parameter : urlParameters) {
            url.append('&').append(parameter);
        }
        arguments.add(url.toString());
        return run(body, authorized(arguments));
    }

    Answer post(String query, String body, String... urlParameters) {
        return post(query, body.getBytes(StandardCharsets.UTF_8), urlParameters);
    }

    /** Without credentials; {@code path} begins with a slash. */
    Answer plain(String path, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(config.url() + path);
        return run(new byte[0], all);
    }

    private List<String> arguments(String method, String query, String... urlParameters) {
        List<String> arguments = new ArrayList<>(List.of(
                method,
                config.url() + "/",
                "--data-urlencode",
                "query=" + query,
                "-d",
                "database=" + config.database()));
        for (String parameter : urlParameters) {
            arguments.addAll(List.of("--data-urlencode", parameter));
        }
        return arguments;
    }

    private List<String> authorized(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(
                List.of("-H", "X-ClickHouse-User: " + config.user(), "-H", "X-ClickHouse-Key: " + config.password()));
        return all;
    }

    private static Answer run(byte[] body, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-g", "-i", "--max-time", "60"));
        command.addAll(arguments);
        try {
            Process curl = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stdin = curl.getOutputStream()) {
                stdin.write(body);
            }
            byte[] bytes = curl.getInputStream().readAllBytes();
            return parse(bytes, curl.waitFor() == 0);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("curl", e);
        }
    }

    private static Answer parse(byte[] bytes, boolean isWhole) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), bytes, isWhole);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1),
                isWhole);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
