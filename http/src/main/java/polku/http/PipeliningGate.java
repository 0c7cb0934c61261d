package polku.http;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Lets one request of a connection through at a time. A client may send its next requests before the answer to the first
 * (pipelining; browsers do not); Vert.x queues them, and when the connection closes meanwhile it never releases what is
 * queued, so that anybody could use up the server's memory outside of the heap. Here they wait in front of Vert.x, and are
 * released. A client that sends very much ahead is cut off. It also knows by when the next request is due.
 */
final class PipeliningGate extends ChannelDuplexHandler {
    static final int MOST_WAITING_BYTES = 256 << 10;
    private static final int MESSAGE_BYTES = 256;

    private final long nextRequest;
    private volatile long headersDue;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private int waitingBytes;
    /** A request was let through, and the end of its answer has not been written. */
    private boolean isAnswering;
    /** The client sent too much: what was decoded with it still comes, and must not be taken for a part of anything. */
    private boolean isCutOff;

    /**
     * @param firstRequest nanoseconds until the end of the first request's headers
     * @param nextRequest nanoseconds from there to the end of the next request's headers
     */
    PipeliningGate(long firstRequest, long nextRequest) {
        this.nextRequest = nextRequest;
        this.headersDue = System.nanoTime() + firstRequest;
    }

    void install(HttpConnection connection) {
        Channel channel = ((VertxConnection) connection).channel();
        channel.pipeline().addBefore("handler", "pipelining", this);
    }

    /** Whether the next request's headers should have been there by now ({@link System#nanoTime}). From any thread. */
    boolean isLate(long now) {
        return now - headersDue > 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isCutOff) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (waiting.isEmpty() && !(isAnswering && message instanceof HttpRequest)) {
            pass(context, message);
            return;
        }
        waiting.add(message);
        waitingBytes += sizeOf(message);
        if (waitingBytes > MOST_WAITING_BYTES) {
            isCutOff = true;
            release();
            context.close();
        }
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            isAnswering = true;
            headersDue = System.nanoTime() + nextRequest;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message, promise);
        if (message instanceof LastHttpContent && !isInterim(message)) {
            isAnswering = false;
            if (!waiting.isEmpty()) {
                // Not from within: the answer has to be over for whoever writes it.
                context.executor().execute(() -> next(context));
            }
        }
    }

    /** "100 Continue" and the like, after which the answer follows. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void next(ChannelHandlerContext context) {
        boolean passed = false;
        while (!waiting.isEmpty() && !(isAnswering && waiting.peek() instanceof HttpRequest)) {
            Object message = waiting.remove();
            waitingBytes -= sizeOf(message);
            pass(context, message);
            passed = true;
        }
        if (passed) {
            context.fireChannelReadComplete();
        }
    }

    private static int sizeOf(Object message) {
        return MESSAGE_BYTES
                + (message instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0);
    }

    private void release() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        waitingBytes = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }
}
