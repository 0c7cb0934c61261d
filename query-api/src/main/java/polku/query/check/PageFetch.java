package polku.query.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets one page, once. The name is looked up here and the connection goes to the address that was judged, so that no second
 * answer of the name server can lead it elsewhere; which is why this is no ordinary HTTP client. Blocks, for five seconds at
 * most, and reads a megabyte at most.
 */
final class PageFetch {
    private static final Logger log = LoggerFactory.getLogger(PageFetch.class);
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_HEAD = 64 << 10;

    /** Looks up the addresses of a host. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** @param reason {@code name}, {@code privateAddress}, {@code refused}, {@code timeout}, {@code tls} or {@code failed} */
    static final class NotReachable extends Exception {
        private static final long serialVersionUID = 1;
        private final String reason;

        NotReachable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    record Header(String name, String value) {}

    /** @param body as far as a megabyte goes; bytes that are no text are lost */
    record Page(int status, List<Header> headers, String body) {
        List<String> all(String name) {
            return headers.stream()
                    .filter(header -> header.name().equals(name))
                    .map(Header::value)
                    .toList();
        }

        Optional<String> first(String name) {
            return all(name).stream().findFirst();
        }
    }

    private final Names names;
    private final Predicate<InetAddress> allowed;

    PageFetch(Names names, Predicate<InetAddress> allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    /**
     * Does not follow redirects.
     *
     * @param deadline {@link System#nanoTime}
     */
    Page get(URI url, long deadline) throws NotReachable {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        InetAddress address = address(url.getHost());
        AtomicBoolean givenUp = new AtomicBoolean();
        try (Socket plain = new Socket()) {
            // Whoever sends a byte now and then never runs into a timeout of reading.
            CompletableFuture.runAsync(
                    () -> {
                        givenUp.set(true);
                        close(plain);
                    },
                    CompletableFuture.delayedExecutor(left(deadline), TimeUnit.MILLISECONDS));
            plain.connect(new InetSocketAddress(address, port), left(deadline));
            if (!secure) {
                return exchange(plain, url, deadline);
            }
            plain.setSoTimeout(left(deadline));
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (SSLSocket tls = (SSLSocket) factory.createSocket(plain, url.getHost(), port, true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                return exchange(tls, url, deadline);
            }
        } catch (SocketTimeoutException e) {
            throw new NotReachable("timeout");
        } catch (SSLException e) {
            throw new NotReachable(givenUp.get() ? "timeout" : "tls");
        } catch (ConnectException e) {
            throw new NotReachable("refused");
        } catch (IOException | IllegalArgumentException e) {
            throw new NotReachable(givenUp.get() ? "timeout" : "failed");
        }
    }

    static long deadline() {
        return System.nanoTime() + MOST_NANOS;
    }

    private InetAddress address(String host) throws NotReachable {
        InetAddress[] found;
        try {
            found = names.of(host);
        } catch (UnknownHostException e) {
            throw new NotReachable("name");
        }
        for (InetAddress address : found) {
            if (!allowed.test(address)) {
                throw new NotReachable("privateAddress");
            }
        }
        return found[0];
    }

    private static Page exchange(Socket socket, URI url, long deadline) throws IOException {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        // HTTP/1.0: the answer is neither chunked nor followed by another.
        String request = "GET " + path + query + " HTTP/1.0\r\nHost: " + url.getRawAuthority()
                + "\r\nUser-Agent: Mozilla/5.0 (compatible; Polku live check)\r\nAccept: text/html\r\n"
                + "Accept-Encoding: identity\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        byte[] answer = read(socket, deadline);
        String text = new String(answer, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || end > MOST_HEAD) {
            throw new IOException("no HTTP");
        }
        return page(text.substring(0, end).split("\r\n", -1), text.substring(end + 4));
    }

    private static Page page(String[] head, String body) throws IOException {
        String[] status = head[0].split(" ", 3);
        if (!status[0].startsWith("HTTP/1.") || status.length < 2 || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("no HTTP");
        }
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        head[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        head[i].substring(colon + 1).strip()));
            }
        }
        return new Page(Integer.parseInt(status[1]), headers, body);
    }

    private static byte[] read(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[16 << 10];
        while (bytes.size() < MOST_BYTES) {
            socket.setSoTimeout(left(deadline));
            int length = in.read(piece);
            if (length < 0) {
                break;
            }
            bytes.write(piece, 0, length);
        }
        return bytes.toByteArray();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing a connection that took too long", e);
        }
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) left;
    }
}
