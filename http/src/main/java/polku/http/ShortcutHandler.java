package polku.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Shortcut} of one connection, between its {@link PipeliningGate} and Vert.x: holds back the messages of a
 * request that may take it. When the request is there whole by the end of the read it is answered from here; else, or when
 * that fails, Vert.x gets what was held back, and all that follows.
 */
final class ShortcutHandler extends ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(ShortcutHandler.class);

    private final Shortcut shortcut;
    /** The request's head and what has come of its body, while it is neither answered nor passed on. */
    private final List<Object> held = new ArrayList<>(2);

    private byte[] peer = new byte[4];
    /** What is held is whole and being answered. */
    private boolean isAnswering;
    /** Vert.x, which knows nothing of the request, wants the connection closed. */
    private @Nullable ChannelPromise closing;

    ShortcutHandler(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    /** Must come after the gate is installed: only one request at a time may get here. */
    static void install(HttpConnection connection, Shortcut shortcut) {
        ((VertxConnection) connection)
                .channel()
                .pipeline()
                .addBefore("handler", "shortcut", new ShortcutHandler(shortcut));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().remoteAddress() instanceof InetSocketAddress address && !address.isUnresolved()) {
            peer = address.getAddress().getAddress();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (held.isEmpty()
                ? message instanceof HttpRequest head && mayTake(context, head)
                : message instanceof HttpContent) {
            held.add(message);
            if (message instanceof LastHttpContent last) {
                if (last.decoderResult().isSuccess()) {
                    answer(context);
                } else {
                    passOn(context);
                }
            }
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!held.isEmpty() && !isAnswering) {
            passOn(context);
        }
        context.fireChannelReadComplete();
    }

    private boolean mayTake(ChannelHandlerContext context, HttpRequest request) {
        HttpHeaders headers = request.headers();
        // Answers to a client that does not read them would pile up here; Vert.x waits for it.
        return context.channel().isWritable()
                && request.method().equals(HttpMethod.POST)
                && request.uri().equals(shortcut.path())
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && !(request instanceof LastHttpContent)
                && isShort(headers.get(HttpHeaderNames.CONTENT_LENGTH))
                && headers.contains(HttpHeaderNames.HOST)
                && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !headers.contains(HttpHeaderNames.EXPECT)
                && !headers.contains(HttpHeaderNames.UPGRADE)
                && staysOpen(headers.getAll(HttpHeaderNames.CONNECTION))
                && shortcut.takes(headers.get(HttpHeaderNames.CONTENT_TYPE));
    }

    private boolean isShort(@Nullable String length) {
        return length != null && length.length() < 9 && Integer.parseInt(length) <= shortcut.maxBody();
    }

    private static boolean staysOpen(List<String> connection) {
        return connection.isEmpty()
                || connection.size() == 1 && HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection.get(0));
    }

    private void answer(ChannelHandlerContext context) {
        isAnswering = true;
        HttpHeaders headers = ((HttpRequest) held.get(0)).headers();
        try {
            shortcut.answer(new Head(peer, headers), body()).onComplete(result -> onLoop(context, result));
        } catch (RuntimeException e) {
            passOn(context);
        }
    }

    private byte[] body() {
        int length = 0;
        for (int i = 1; i < held.size(); i++) {
            length += ((HttpContent) held.get(i)).content().readableBytes();
        }
        byte[] body = new byte[length];
        int written = 0;
        for (int i = 1; i < held.size(); i++) {
            ByteBuf piece = ((HttpContent) held.get(i)).content();
            piece.getBytes(piece.readerIndex(), body, written, piece.readableBytes());
            written += piece.readableBytes();
        }
        return body;
    }

    private void onLoop(ChannelHandlerContext context, AsyncResult<Shortcut.Answer> result) {
        if (context.executor().inEventLoop()) {
            ended(context, result);
        } else {
            context.executor().execute(() -> ended(context, result));
        }
    }

    private void ended(ChannelHandlerContext context, AsyncResult<Shortcut.Answer> result) {
        if (held.isEmpty()) {
            return; // the connection is gone
        }
        if (result.failed()) {
            log.debug("a request takes the long way", result.cause());
            passOn(context);
            context.fireChannelReadComplete();
            return;
        }
        release();
        Shortcut.Answer answer = result.result();
        context.writeAndFlush(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                answer.status(),
                Unpooled.wrappedBuffer(answer.body()),
                answer.headers(),
                EmptyHttpHeaders.INSTANCE));
        closeIfAsked(context);
    }

    private void passOn(ChannelHandlerContext context) {
        isAnswering = false;
        List<Object> messages = List.copyOf(held);
        held.clear();
        messages.forEach(context::fireChannelRead);
        closeIfAsked(context);
    }

    /** A server that stops closes what is idle in its own eyes first. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (isAnswering) {
            closing = promise;
        } else {
            context.close(promise);
        }
    }

    private void closeIfAsked(ChannelHandlerContext context) {
        ChannelPromise asked = closing;
        if (asked != null) {
            closing = null;
            context.close(asked);
        }
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

    private void release() {
        isAnswering = false;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private record Head(byte[] peer, HttpHeaders headers) implements RequestHead {
        @Override
        public @Nullable String header(CharSequence name) {
            return headers.get(name);
        }

        @Override
        public List<String> headers(CharSequence name) {
            return headers.getAll(name);
        }
    }
}
