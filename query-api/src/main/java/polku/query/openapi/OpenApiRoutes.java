package polku.query.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.Endpoint;
import polku.query.web.EndpointGroup;

/** The description of the whole HTTP API, the collector's part included: {@code /openapi.json}. */
public final class OpenApiRoutes implements EndpointGroup {
    private final byte[] document = read();

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(Endpoint.get("/openapi.json", Access.ANYONE, request -> Answer.ok(document)));
    }

    private static byte[] read() {
        try (InputStream stream = OpenApiRoutes.class.getResourceAsStream("/polku/query/openapi/openapi.json")) {
            if (stream == null) {
                throw new IllegalStateException("openapi.json is not in the build");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
