package polku.storage.clickhouse;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request's body out of an array, piece by piece and without a copy: the client's own {@code ofByteArray} sends a copy,
 * which for batches is one of everything that is stored. The array must not change until the answer is there. Each
 * subscription begins anew, since the client may have to send the request again.
 */
record ArrayBody(byte[] bytes, int offset, int length) implements HttpRequest.BodyPublisher {
    /** What the client copies out of the heap at a time. */
    private static final int PIECE = 16 << 10;

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Sending(subscriber));
    }

    private final class Sending implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        /** Pieces that were asked for and not yet given; whoever makes it more than 0 gives them. */
        private final AtomicLong asked = new AtomicLong();

        private int sent;
        private volatile boolean over;

        Sending(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long more) {
            if (more <= 0) {
                over = true;
                subscriber.onError(new IllegalArgumentException("asked for " + more + " pieces"));
            } else if (asked.getAndAccumulate(more, Sending::sum) == 0) {
                do {
                    give();
                } while (asked.decrementAndGet() > 0);
            }
        }

        private static long sum(long before, long more) {
            return before + more < 0 ? Long.MAX_VALUE : before + more;
        }

        private void give() {
            if (over) {
                return;
            }
            int size = Math.min(PIECE, length - sent);
            int from = offset + sent;
            sent += size;
            if (size > 0) {
                subscriber.onNext(ByteBuffer.wrap(bytes, from, size).asReadOnlyBuffer());
            }
            if (sent == length && !over) {
                over = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
