package polku.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The registered words of a status, as a problem's title. */
final class ReasonPhrase {
    private ReasonPhrase() {}

    static String of(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
