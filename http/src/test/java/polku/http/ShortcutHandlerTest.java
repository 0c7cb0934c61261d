package polku.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is whole and usual is answered before Vert.x sees it; Vert.x gets all else untouched, and nothing leaks. */
class ShortcutHandlerTest {
    private static final Shortcut.Answer ANSWER = new Shortcut.Answer(
            HttpResponseStatus.ACCEPTED,
            new ReadOnlyHttpHeaders(false, HttpHeaderNames.CONTENT_LENGTH, "2"),
            "ok".getBytes(StandardCharsets.US_ASCII));

    private final Taker taker = new Taker();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ShortcutHandler(taker));

    @Test
    void wholeRequest_isAnsweredHere() {
        ByteBuf body = send(request(), "hello");
        assertThat(taker.bodies).containsExactly("hello");
        assertThat(passed()).isEmpty();
        assertThat(written()).isNull();
        taker.answers.get(0).complete(ANSWER);
        assertThat(written()).isEqualTo("202 ok");
        assertThat(body.refCnt()).isZero();
        send(request(), "again");
        assertThat(taker.bodies).containsExactly("hello", "again");
    }

    @Test
    void bodyInPieces_ofOneRead_isPutTogether() {
        channel.writeOneInbound(request());
        channel.writeOneInbound(new DefaultHttpContent(text("hel")));
        channel.writeOneInbound(new DefaultLastHttpContent(text("lo")));
        channel.flushInbound();
        assertThat(taker.bodies).containsExactly("hello");
    }

    @Test
    void bodyThatIsNotThereByTheEndOfTheRead_goesTheLongWay_whole() {
        channel.writeInbound(request());
        assertThat(passed()).isEqualTo("POST /b");
        channel.writeInbound(new DefaultLastHttpContent(text("late")));
        assertThat(passed()).isEqualTo("late");
        assertThat(taker.bodies).isEmpty();
    }

    @Test
    void failure_goesTheLongWay_asIfNeverTaken() {
        ByteBuf body = send(request(), "bad");
        taker.answers.get(0).fail("refused");
        assertThat(passed()).isEqualTo("POST /bbad");
        assertThat(body.refCnt()).isOne();
        send(request(), "good");
        taker.answers.get(1).complete(ANSWER);
        assertThat(written()).isEqualTo("202 ok");
    }

    @Test
    void shortcutThatThrows_isAFailure() {
        taker.thrown = new IllegalStateException("stopping");
        send(request(), "bad");
        assertThat(passed()).isEqualTo("POST /bbad");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /b, HTTP/1.1, Accept, x",
        "POST, /c, HTTP/1.1, Accept, x",
        "POST, /b?x, HTTP/1.1, Accept, x",
        "POST, /b, HTTP/1.0, Accept, x",
        "POST, /b, HTTP/1.1, Content-Encoding, gzip",
        "POST, /b, HTTP/1.1, Transfer-Encoding, chunked",
        "POST, /b, HTTP/1.1, Expect, 100-continue",
        "POST, /b, HTTP/1.1, Connection, close",
        "POST, /b, HTTP/1.1, Upgrade, h2c",
        "POST, /b, HTTP/1.1, Content-Type, image/png",
        "POST, /b, HTTP/1.1, Content-Length, 101",
        "POST, /b, HTTP/1.1, Content-Length, 99999999999"
    })
    void unusualRequest_goesTheLongWay(String method, String uri, String version, String header, String value) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.valueOf(version), HttpMethod.valueOf(method), uri);
        request.headers()
                .set(HttpHeaderNames.HOST, "x")
                .set(HttpHeaderNames.CONTENT_LENGTH, 5)
                .set(header, value);
        send(request, "hello");
        assertThat(taker.bodies).isEmpty();
        assertThat(passed()).isEqualTo(method + " " + uri + "hello");
    }

    @Test
    void withoutALength_goesTheLongWay() {
        HttpRequest request = request();
        request.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        send(request, "");
        assertThat(taker.bodies).isEmpty();
    }

    @Test
    void withoutAHost_goesTheLongWay() {
        HttpRequest request = request();
        request.headers().remove(HttpHeaderNames.HOST);
        send(request, "hello");
        assertThat(taker.bodies).isEmpty();
    }

    @Test
    void severalConnectionHeaders_goTheLongWay() {
        HttpRequest request = request();
        request.headers().add(HttpHeaderNames.CONNECTION, "keep-alive").add(HttpHeaderNames.CONNECTION, "close");
        send(request, "hello");
        assertThat(taker.bodies).isEmpty();
    }

    @Test
    void clientThatDoesNotReadItsAnswers_goesTheLongWay_whichWaitsForIt() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        send(request(), "hello");
        assertThat(taker.bodies).isEmpty();
        assertThat(passed()).isEqualTo("POST /bhello");
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        send(request(), "hello");
        assertThat(taker.bodies).hasSize(1);
    }

    @Test
    void closeWhileAnswering_waitsForTheAnswer() {
        send(request(), "hello");
        channel.pipeline().close();
        assertThat(channel.isOpen()).isTrue();
        taker.answers.get(0).complete(ANSWER);
        assertThat(written()).isEqualTo("202 ok");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void connectionLost_whileAnswering_releasesTheBody_andTheAnswerIsOfNoConsequence() {
        ByteBuf body = send(request(), "hello");
        channel.pipeline().fireChannelInactive();
        assertThat(body.refCnt()).isZero();
        taker.answers.get(0).complete(ANSWER);
        assertThat(written()).isNull();
    }

    private static HttpRequest request() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/b");
        request.headers().set(HttpHeaderNames.HOST, "x").set(HttpHeaderNames.CONTENT_LENGTH, 5);
        return request;
    }

    private ByteBuf send(HttpRequest request, String body) {
        ByteBuf content = text(body);
        channel.writeInbound(request, new DefaultLastHttpContent(content));
        return content;
    }

    private static ByteBuf text(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What Vert.x got since the last look. */
    private String passed() {
        StringBuilder passed = new StringBuilder();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof HttpRequest request) {
                passed.append(request.method()).append(' ').append(request.uri());
            }
            if (message instanceof HttpContent content) {
                passed.append(content.content().toString(StandardCharsets.US_ASCII));
            }
        }
        return passed.toString();
    }

    private @Nullable String written() {
        DefaultFullHttpResponse response = channel.readOutbound();
        return response == null
                ? null
                : response.status().code() + " " + response.content().toString(StandardCharsets.US_ASCII);
    }

    private static final class Taker implements Shortcut {
        final List<String> bodies = new ArrayList<>();
        final List<Promise<Answer>> answers = new ArrayList<>();

        @Nullable
        RuntimeException thrown;

        @Override
        public String path() {
            return "/b";
        }

        @Override
        public int maxBody() {
            return 100;
        }

        @Override
        public boolean takes(@Nullable String contentType) {
            return contentType == null;
        }

        @Override
        public Future<Answer> answer(RequestHead head, byte[] body) {
            if (thrown != null) {
                throw thrown;
            }
            bodies.add(new String(body, StandardCharsets.US_ASCII));
            answers.add(Promise.promise());
            return answers.get(answers.size() - 1).future();
        }
    }
}
