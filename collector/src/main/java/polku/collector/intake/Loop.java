package polku.collector.intake;

import io.vertx.core.Context;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event loop as other threads see it: what they hand over runs there, in order. A group commit ends hundreds of
 * requests at once; handing them over one by one would wake the loop and enter its context for each, so whatever comes
 * before the loop gets to it goes in one turn.
 */
final class Loop implements Executor {
    private final Context context;
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    Loop(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** @param task must not throw: what follows it in the same turn would wait for the next one */
    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        wake();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(turn -> run());
        }
    }

    private void run() {
        // Before the first look, so that whoever adds after the last one wakes the loop again.
        woken.set(false);
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        } finally {
            if (!waiting.isEmpty()) {
                wake();
            }
        }
    }
}
