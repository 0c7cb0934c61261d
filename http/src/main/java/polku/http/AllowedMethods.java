package polku.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers an address's other methods: 405 with those that there are. Mount it on the same path, after the routes that take
 * them; left to the router, a request would fall through to routes that match more widely, and end as a 404.
 */
public final class AllowedMethods implements Handler<RoutingContext> {
    private final String allow;

    public AllowedMethods(Collection<HttpMethod> allowed) {
        allow = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    @Override
    public void handle(RoutingContext context) {
        throw new ProblemException(Problem.of(405, "This address takes " + allow + " only."), Map.of("Allow", allow));
    }
}
