package polku.query.dashboard;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import polku.http.AllowedMethods;
import polku.http.Problem;
import polku.http.ProblemException;
import polku.http.ServedFile;
import polku.query.web.WorkerPool;

/**
 * Serves the dashboard from the class path ({@code /polku/dashboard}). The page decides by itself what an address shows, so
 * an address that is no file gets the page where a browser asks for one.
 *
 * <p>Files are read once, by a worker thread, and kept, plain and compressed: there are a few, some hundred kilobytes
 * together.
 */
public final class DashboardFiles {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'";

    private static final String PAGE = "/index.html";
    /** Plain names only: no hidden file, no way up. */
    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    /** The build puts a hash of the content into the names of these. */
    private static final String HASHED = "/assets/";

    private final WorkerPool workers;
    private final Map<String, ServedFile> loaded = new ConcurrentHashMap<>();

    public DashboardFiles(WorkerPool workers) {
        this.workers = workers;
    }

    /** Mount last: it answers what nobody else did. */
    public void mount(Router router) {
        router.route("/api/*").last().handler(context -> {
            throw nothingHere();
        });
        router.route("/*").method(HttpMethod.GET).method(HttpMethod.HEAD).last().handler(this::serve);
        router.route("/*").last().handler(new AllowedMethods(List.of(HttpMethod.GET, HttpMethod.HEAD)));
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        String file = path.equals("/") ? PAGE : path;
        boolean page = file.equals(PAGE) || mayBePage(context.request(), file);
        ServedFile known = loaded.get(file);
        if (known != null) {
            write(context, file, known);
            return;
        }
        Context loop = Vertx.currentContext();
        workers.execute(() -> {
            Optional<ServedFile> found = find(file);
            String served = found.isPresent() ? file : PAGE;
            Optional<ServedFile> answer = found.isPresent() || !page ? found : find(PAGE);
            loop.runOnContext(ignored -> {
                if (answer.isPresent()) {
                    write(context, served, answer.get());
                } else {
                    context.fail(nothingHere());
                }
            });
        });
    }

    private static ProblemException nothingHere() {
        return Problem.notFound("There is nothing at this address.").asException();
    }

    private Optional<ServedFile> find(String path) {
        if (!FILE.matcher(path).matches()) {
            return Optional.empty();
        }
        ServedFile known = loaded.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        // Only what exists is kept, so made-up addresses do not fill the memory.
        Optional<ServedFile> read = DashboardResource.read(path);
        read.ifPresent(file -> loaded.put(path, file));
        return read;
    }

    private static boolean mayBePage(HttpServerRequest request, String path) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean named = path.substring(path.lastIndexOf('/') + 1).contains(".");
        return !named && accept != null && accept.contains("text/html");
    }

    private static void write(RoutingContext context, String path, ServedFile file) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
        file.answer(context.request());
    }
}
