package polku.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request says before its body, whoever read it. */
public interface RequestHead {
    /** Who holds the connection, as {@link IpAddress} reads it; 0.0.0.0 where that is not known any more. */
    byte[] peer();

    /** The first header of that name. */
    @Nullable
    String header(CharSequence name);

    /** All headers of that name, in order. */
    List<String> headers(CharSequence name);

    static RequestHead of(HttpServerRequest request) {
        return new RequestHead() {
            @Override
            public byte[] peer() {
                return TrustedProxies.peerOf(request);
            }

            @Override
            public @Nullable String header(CharSequence name) {
                return request.getHeader(name);
            }

            @Override
            public List<String> headers(CharSequence name) {
                return request.headers().getAll(name);
            }
        };
    }
}
