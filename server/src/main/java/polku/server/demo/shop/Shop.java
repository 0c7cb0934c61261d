package polku.server.demo.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import polku.server.demo.shop.Catalogue.Product;

/**
 * The shop's web server. It knows nothing of Polku but the snippet in its pages: the site's id and the collector's
 * origin are filled in when a page is served, as the owner of a real site would paste them.
 */
public final class Shop {
    private static final String ROOT = "polku/demo/shop/assets";
    private static final int QUERY_LIMIT = 200;

    private final HttpServer server;

    private Shop(HttpServer server) {
        this.server = server;
    }

    /**
     * @param port 0 lets the system choose a free one
     * @param collector where the tracker is loaded from; only its origin is used
     * @return fails with the cause (a {@link java.net.BindException} when the port is taken)
     */
    public static Future<Shop> start(Vertx vertx, int port, URI collector, String siteId) {
        HttpServerOptions options = new HttpServerOptions().setPort(port).setTcpNoDelay(true);
        return vertx.createHttpServer(options)
                .requestHandler(router(vertx, Catalogue.load(), origin(collector), siteId))
                .listen()
                .map(Shop::new);
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> stop() {
        return server.close();
    }

    private static Router router(Vertx vertx, Catalogue catalogue, String collector, String siteId) {
        Pages pages = new Pages(catalogue, collector, siteId);
        Router router = Router.router(vertx);
        router.route().handler(context -> secure(context, collector));
        fixedPages(catalogue, pages).forEach((path, html) -> router.get(path).handler(context -> html(context, html)));
        for (Product product : catalogue.products()) {
            String bag = pages.bag(product);
            router.get("/art/" + product.slug() + ".svg")
                    .handler(context -> context.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, "image/svg+xml")
                            .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=3600")
                            .end(bag));
        }
        router.get("/search").handler(context -> html(context, pages.search(query(context))));
        router.get("/checkout").handler(context -> context.redirect("/checkout/contact"));
        router.get("/assets/*").handler(StaticHandler.create(ROOT).setMaxAgeSeconds(60));
        String notFound = pages.notFound();
        router.route().handler(context -> {
            context.response().setStatusCode(404);
            html(context, notFound);
        });
        return router;
    }

    private static Map<String, String> fixedPages(Catalogue catalogue, Pages pages) {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("/", pages.home());
        fixed.put("/coffee", pages.coffee());
        for (Product product : catalogue.products()) {
            fixed.put("/coffee/" + product.slug(), pages.product(product));
        }
        fixed.put("/cart", pages.plain("cart", Titles.CART));
        fixed.put("/checkout/contact", pages.plain("checkout", Titles.CONTACT));
        fixed.put("/checkout/shipping", pages.plain("checkout", Titles.DELIVERY));
        fixed.put("/checkout/payment", pages.plain("checkout", Titles.PAYMENT));
        fixed.put("/thank-you", pages.plain("thank-you", Titles.THANK_YOU));
        return fixed;
    }

    /** A policy as strict as a careful shop's, so that the snippet is shown to work under one. */
    private static void secure(RoutingContext context, String collector) {
        context.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; script-src 'self' " + collector + "; connect-src 'self' " + collector
                                + "; img-src 'self' data: " + collector
                                + "; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        context.next();
    }

    private static String query(RoutingContext context) {
        String query = context.queryParam("q").stream().findFirst().orElse("").strip();
        return query.substring(0, Math.min(QUERY_LIMIT, query.length()));
    }

    private static void html(RoutingContext context, String html) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(html);
    }

    private static String origin(URI collector) {
        int port = collector.getPort();
        return collector.getScheme() + "://" + collector.getHost() + (port < 0 ? "" : ":" + port);
    }
}
