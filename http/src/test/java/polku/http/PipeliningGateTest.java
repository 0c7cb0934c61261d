package polku.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One request at a time reaches the server, and what waits is released when the connection goes. */
class PipeliningGateTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(gate());

    @Test
    void nextRequest_waitsForTheEndOfTheAnswer() {
        ByteBuf first = send("/1");
        ByteBuf second = send("/2");
        send("/3");
        assertThat(passed()).isEqualTo("/1");
        assertThat(first.refCnt()).isOne();
        answer(HttpResponseStatus.CONTINUE);
        assertThat(passed()).isEmpty();
        answer(HttpResponseStatus.ACCEPTED);
        assertThat(passed()).isEqualTo("/2");
        assertThat(second.refCnt()).isOne();
        answer(HttpResponseStatus.ACCEPTED);
        assertThat(passed()).isEqualTo("/3");
    }

    @Test
    void answered_nextRequestPassesAtOnce() {
        send("/1");
        answer(HttpResponseStatus.ACCEPTED);
        send("/2");
        assertThat(passed()).isEqualTo("/1/2");
    }

    @Test
    void close_whatWaits_isReleased() {
        send("/1");
        ByteBuf second = send("/2");
        channel.close().syncUninterruptibly();
        assertThat(second.refCnt()).isZero();
    }

    @Test
    void tooMuchAhead_isCutOff_andNothingOfItPasses() {
        PipeliningGate gate = gate();
        Received server = new Received();
        // Reads go on after the close, as those of messages do that were decoded together.
        EmbeddedChannel connection = new EmbeddedChannel(gate, server);
        ChannelHandlerContext context = connection.pipeline().context(gate);
        List<ByteBuf> bodies = new ArrayList<>();
        for (int i = 0; i < PipeliningGate.MOST_WAITING_BYTES / 500; i++) {
            gate.channelRead(context, new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/" + i));
            bodies.add(Unpooled.buffer(1000).writeZero(1000));
            gate.channelRead(context, new DefaultLastHttpContent(bodies.get(i)));
        }
        assertThat(connection.isOpen()).isFalse();
        assertThat(server.messages).hasSize(2); // the first request and its body
        assertThat(bodies.subList(1, bodies.size())).allMatch(body -> body.refCnt() == 0);
    }

    private static PipeliningGate gate() {
        return new PipeliningGate(
                Duration.ofMinutes(1).toNanos(), Duration.ofMinutes(1).toNanos());
    }

    private static final class Received extends ChannelInboundHandlerAdapter {
        final List<Object> messages = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            messages.add(message);
        }
    }

    /** A request and its body, which is returned. */
    private ByteBuf send(String path) {
        ByteBuf body = Unpooled.buffer(1000).writeZero(1000);
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path));
        channel.writeInbound(new DefaultLastHttpContent(body));
        return body;
    }

    private void answer(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
        channel.runPendingTasks();
    }

    private String passed() {
        StringBuilder paths = new StringBuilder();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof DefaultHttpRequest request) {
                paths.append(request.uri());
            }
        }
        return paths.toString();
    }
}
