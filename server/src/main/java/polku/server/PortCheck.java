package polku.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import polku.storage.config.ConfigException;

/** Tells at once that a port is taken, before anything is started that takes time. */
final class PortCheck {
    private PortCheck() {}

    static void requireFree(String setting, String host, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new ConfigException(
                    "port " + port + " is taken; stop what listens there, or set " + setting + " to another port", e);
        }
    }
}
