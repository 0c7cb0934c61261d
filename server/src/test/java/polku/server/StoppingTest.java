package polku.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the process ends, seen from outside. */
class StoppingTest {
    /** A process that is told what to do by its argument, and says {@code ready}. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            Stopping stopping = new Stopping();
            if (arguments[0].equals("fatal")) {
                Thread fault = new Thread(() -> stopping.fatal(new IOException("Input/output error")));
                fault.setDaemon(true);
                fault.start();
            } else {
                System.out.println("ready");
            }
            stopping.await(() -> {
                System.out.println("closed");
                if (arguments[0].equals("unclean")) {
                    throw new IllegalStateException("not stopped cleanly: storage");
                }
            });
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

    private static End terminated(String how) throws IOException, InterruptedException {
        Process child = child(how);
        // The hook is there soon after this; a signal that comes before it would end the process with 143.
        assertThat(child.inputReader().readLine()).isEqualTo("ready");
        int exit = 143;
        while (exit == 143) {
            child.toHandle().destroy(); // Process.destroy would close what it says
            exit = child.waitFor();
            if (exit == 143) {
                child = child(how);
                child.inputReader().readLine();
            }
        }
        return new End(exit, said(child));
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
