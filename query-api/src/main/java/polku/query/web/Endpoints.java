package polku.query.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.http.AllowedMethods;
import polku.http.Problem;
import polku.http.ProblemException;
import polku.http.RequestIdHandler;
import polku.query.access.Access;
import polku.query.access.Authenticator;
import polku.query.access.Caller;
import polku.query.access.Presented;
import polku.query.access.PublicAddress;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouseException;
import polku.storage.control.DuplicateException;
import polku.storage.control.Site;
import polku.storage.control.SiteDirectory;

/**
 * The way of every API request, in order: body in (64 KB of JSON, where nothing else is said) → worker thread → who asks, and may they → the
 * site, if the path has one → the body as a record → the operation → JSON out. Only the first and the last step run on
 * the event loop. An operation may leave its answer for {@link Answer#later}, and the thread to others.
 */
public final class Endpoints {
    static final String BASE = "/api/v1";
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private final List<Endpoint<?>> endpoints;
    private final Authenticator authenticator;
    private final SiteDirectory sites;
    private final PublicAddress address;
    private final WorkerPool operations;
    private final WorkerPool passwords;

    public Endpoints(
            List<? extends EndpointGroup> groups,
            Authenticator authenticator,
            SiteDirectory sites,
            PublicAddress address,
            WorkerPool operations,
            WorkerPool passwords) {
        this.endpoints = groups.stream()
                .<Endpoint<?>>flatMap(group -> group.endpoints().stream())
                .toList();
        this.authenticator = authenticator;
        this.sites = sites;
        this.address = address;
        this.operations = operations;
        this.passwords = passwords;
    }

    public List<Endpoint<?>> all() {
        return endpoints;
    }

    public void mount(Router router) {
        Map<String, Set<HttpMethod>> methods = new LinkedHashMap<>();
        for (Endpoint<?> endpoint : endpoints) {
            String path = BASE + endpoint.vertxPath();
            Set<HttpMethod> known = methods.computeIfAbsent(path, unseen -> new LinkedHashSet<>());
            known.add(endpoint.method());
            if (endpoint.anyOrigin()) {
                known.add(HttpMethod.OPTIONS);
                router.options(path).handler(Endpoints::preflight);
                router.route(endpoint.method(), path).handler(Endpoints::allowAnyOrigin);
            }
            Route route = router.route(endpoint.method(), path);
            if (endpoint.method().equals(HttpMethod.GET)) {
                known.add(HttpMethod.HEAD);
                route.method(HttpMethod.HEAD);
            }
            if (endpoint.hasBody()) {
                route.handler(BodyHandler.create(false).setBodyLimit(endpoint.mostBytes()));
            }
            route.handler(context -> accept(endpoint, context));
        }
        methods.forEach((path, known) -> router.route(path).handler(new AllowedMethods(known)));
    }

    /** Also what is refused can be read. */
    private static void allowAnyOrigin(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        context.next();
    }

    private static void preflight(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400")
                .setStatusCode(204)
                .end();
    }

    private <T> void accept(Endpoint<T> endpoint, RoutingContext context) {
        long arrived = System.nanoTime();
        HttpServerRequest request = context.request();
        if (endpoint.hasBody()) {
            checkMediaType(request);
        }
        boolean secure = address.isSecure(request);
        Presented presented = Presented.by(request, secure);
        Map<String, String> parameters = Map.copyOf(context.pathParams());
        QueryParameters query = queryOf(context);
        List<String> accepted = context.parsedHeaders().accept().stream()
                .map(type -> type.component() + "/" + type.subComponent())
                .toList();
        var client = address.clientOf(request);
        Buffer buffer = endpoint.hasBody() ? context.body().buffer() : null;
        byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
        Context loop = Vertx.currentContext();
        WorkerPool pool = endpoint.work() == Endpoint.Work.PASSWORD ? passwords : operations;
        pool.execute(() -> {
            try {
                Caller caller = authenticator.admit(
                        presented, endpoint.access(), !endpoint.method().equals(HttpMethod.GET));
                Site site = endpoint.hasSite() ? site(parameters) : null;
                T value = endpoint.hasBody()
                        ? Json.read(body, endpoint.body())
                        : endpoint.body().cast(Endpoint.NoBody.VALUE);
                Answer answer = endpoint.operation()
                        .handle(new ApiRequest<>(
                                value,
                                caller,
                                site,
                                parameters,
                                query,
                                accepted,
                                client,
                                secure,
                                presented.key(),
                                presented.sessionToken(),
                                arrived));
                if (answer.body() instanceof EventStream.Opened opened) {
                    EventStream stream = new EventStream(
                            context.response(), loop, () -> isStillAllowed(presented, endpoint.access(), parameters));
                    loop.runOnContext(ignored -> begin(request, stream, opened));
                } else if (answer.body() instanceof Answer.Later later) {
                    later.answer().whenComplete((found, failure) -> {
                        if (failure == null) {
                            send(found, context, loop);
                        } else {
                            fail(failure, context, loop);
                        }
                    });
                } else {
                    send(answer, context, loop);
                }
            } catch (Throwable failure) {
                fail(failure, context, loop);
            }
        });
    }

    private static void send(Answer answer, RoutingContext context, Context loop) {
        byte[] json;
        try {
            json = bytesOf(answer);
        } catch (RuntimeException e) {
            fail(e, context, loop);
            return;
        }
        loop.runOnContext(ignored -> write(context.response(), answer, json));
    }

    private static void fail(Throwable failure, RoutingContext context, Context loop) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        Throwable known = problemOf(cause, context);
        loop.runOnContext(ignored -> context.fail(known));
    }

    private static QueryParameters queryOf(RoutingContext context) {
        if (context.request().query() == null) {
            return QueryParameters.NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        // Vert.x answers 400 where it cannot be decoded.
        context.queryParams()
                .forEach((name, value) -> values.computeIfAbsent(name, unseen -> new ArrayList<>())
                        .add(value));
        return new QueryParameters(values);
    }

    private Site site(Map<String, String> parameters) {
        return sites.find(parameters.getOrDefault("site", ""))
                .orElseThrow(() -> Problem.notFound("There is no such site.").asException());
    }

    private boolean isStillAllowed(Presented presented, Access access, Map<String, String> parameters) {
        try {
            authenticator.admit(presented, access, false);
            String site = parameters.get("site");
            return site == null || sites.find(site).isPresent();
        } catch (ProblemException e) {
            return false;
        }
    }

    private static void begin(HttpServerRequest request, EventStream stream, EventStream.Opened opened) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream").end();
            return;
        }
        // A server that stops waits for answers that are under way.
        request.connection().shutdownHandler(stopping -> stream.end());
        stream.begin();
        opened.with(stream);
    }

    private static byte @Nullable [] bytesOf(Answer answer) {
        Object body = answer.body();
        if (body == null || body instanceof EventStream.Opened) {
            return null;
        }
        return body instanceof byte[] bytes ? bytes : Json.write(body);
    }

    private static void write(HttpServerResponse response, Answer answer, byte @Nullable [] json) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        answer.headers().forEach(response::putHeader);
        if (json == null) {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            response.end();
        } else {
            // Vert.x tells the length by itself, but for HEAD.
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length))
                    .end(Buffer.buffer(json));
        }
    }

    private static Throwable problemOf(Throwable failure, RoutingContext context) {
        if (failure instanceof DuplicateException duplicate) {
            return Problem.of(409, "duplicate", "Exists already", duplicate.getMessage() + ".")
                    .asException();
        }
        if (failure instanceof ClickHouseException clickHouse) {
            return problemOf(clickHouse, RequestIdHandler.idOf(context.response()));
        }
        return failure;
    }

    private static Throwable problemOf(ClickHouseException failure, String requestId) {
        boolean tooHeavy = switch (failure.code()) {
            // Too many rows, bytes or seconds; too slow; memory.
            case 158, 159, 160, 241, 307, ClickHouse.TOO_MANY_ROWS -> true;
            default -> false;
        };
        if (tooHeavy) {
            LOG.warn("request {}: ClickHouse stopped the query: {}", requestId, failure.getMessage());
            return Problem.of(
                            422,
                            "query-too-heavy",
                            "Query too heavy",
                            "The question takes more time or memory than it may; ask about a shorter period.")
                    .asException();
        }
        if (failure.outcome() == ClickHouseException.Outcome.REJECTED) {
            return failure;
        }
        LOG.warn("request {}: ClickHouse does not answer: {}", requestId, failure.getMessage());
        return new ProblemException(
                Problem.of(
                        503, "store-unavailable", "Store unavailable", "The data cannot be read just now; try again."),
                Map.of("Retry-After", "2"));
    }

    private static void checkMediaType(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(415, "The request body must not be compressed.").asException();
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        // Insisting on it also keeps forms of other sites out, which cannot send this type without being asked first.
        if (type == null || !isJson(type.toLowerCase(Locale.ROOT))) {
            throw Problem.of(415, "The request body must be application/json.").asException();
        }
    }

    private static boolean isJson(String type) {
        String[] parts = type.split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
