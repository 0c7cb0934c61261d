package polku.load;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The baseline ({@link BareServer}) in a process of its own. */
final class BareUnderTest implements AutoCloseable {
    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    BareUnderTest(Path home, Path directory) {
        String path = home.resolve("load-tests/target/classes")
                + File.pathSeparator
                + home.resolve("load-tests/target/lib/*");
        List<String> command = List.of("java", "-cp", path, "polku.load.BareServer", Integer.toString(port));
        process = ServerProcess.start(command, Map.of(), directory.resolve("bare.log"));
        process.awaitReady("the bare server", Duration.ofSeconds(20), this::listens);
    }

    int port() {
        return port;
    }

    ServerProcess process() {
        return process;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
