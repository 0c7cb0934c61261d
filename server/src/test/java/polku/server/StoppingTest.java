package polku.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the process ends, seen from outside. */
class StoppingTest {
    /** A process that is told what to do by its argument, and says {@code ready}. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Stopping stopping = new Stopping();
            try {
                stopping.run(() -> start(arguments[0], stopping));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }

        private static Void start(String how, Stopping stopping) throws InterruptedException {
            CountDownLatch closed = new CountDownLatch(1);
            stopping.add(() -> {
                System.out.println("closed");
                closed.countDown();
                if (how.equals("unclean")) {
                    throw new IllegalStateException("not stopped cleanly: storage");
                }
            });
            switch (how) {
                case "fatal" -> stopping.fatal(new IOException("Input/output error"));
                case "failing" -> throw new IllegalStateException("a port is taken");
                default -> System.out.println("ready");
            }
            if (how.equals("early")) {
                closed.await();
                throw new IllegalStateException("stopped while it starts");
            }
            return null;
        }
    }

    private record End(int exitCode, String said) {}

    @Test
    void sigterm_stopsCleanly_with0() throws Exception {
        assertThat(terminated("clean")).isEqualTo(new End(0, "closed polku: stopping polku: stopped"));
    }

    @Test
    void sigterm_whereSomethingDoesNotStopCleanly_is1_andSaysWhat() throws Exception {
        assertThat(terminated("unclean"))
                .isEqualTo(new End(1, "closed polku: stopping polku: not stopped cleanly: storage"));
    }

    @Test
    void fatalFault_endsTheProcessAtOnce_with2_withoutClosingAnything() throws Exception {
        Process child = child("fatal");
        assertThat(child.waitFor()).isEqualTo(2);
        assertThat(said(child))
                .isEqualTo(
                        "polku: stopping at once, since data may not be safe: java.io.IOException: Input/output error");
    }

    @Test
    void sigterm_beforeAllHasStarted_stopsWhatHas_with0() throws Exception {
        assertThat(terminated("early")).isEqualTo(new End(0, "closed polku: stopping polku: stopped"));
    }

    @Test
    void startThatFails_isNoStop() throws Exception {
        Process child = child("failing");
        assertThat(child.waitFor()).isEqualTo(1);
        assertThat(said(child)).isEqualTo("a port is taken");
    }

    private static End terminated(String how) throws IOException, InterruptedException {
        Process child = child(how);
        assertThat(child.inputReader().readLine()).isEqualTo("ready");
        child.toHandle().destroy(); // Process.destroy would close what it says
        return new End(child.waitFor(), said(child));
    }

    private static Process child(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        how)
                .start();
    }

    private static String said(Process child) {
        return Stream.concat(child.inputReader().lines(), child.errorReader().lines())
                .collect(Collectors.joining(" "));
    }
}
