package polku.server.demo.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polku.server.demo.shop.Catalogue.Product;

/**
 * The shop's web server. It knows nothing of Polku but the snippet in its pages: the site's id and the collector's
 * origin are filled in when a page is served, as the owner of a real site would paste them. {@code docs/demo.md} is the
 * map of its pages.
 */
public final class Shop {
    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
    private static final String ROOT = "polku/demo/shop/assets";
    private static final int QUERY_LIMIT = 200;
    private static final int PAYMENT_LIMIT = 1_000;

    /** The price list is slow for everybody: a page whose time to first byte is worth a look. */
    private static final int PRICE_LIST_MILLIS = 2_500;

    private static final List<String> BREWING = List.of("/pour-over", "/press", "/moka", "/espresso");
    private static final List<String> ACCOUNT = List.of("", "/orders", "/address", "/letters");

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
        Router router = Router.router(vertx);
        router.route().handler(context -> secure(context, collector));
        router.errorHandler(500, Shop::fail);
        router.post("/payments")
                .handler(BodyHandler.create(false).setBodyLimit(PAYMENT_LIMIT))
                .handler(Payments::pay);
        router.post("/messages").handler(Messages::take);
        for (Product product : catalogue.products()) {
            String bag = Products.bag(product);
            router.get("/art/" + product.slug() + ".svg").handler(context -> file(context, "image/svg+xml", bag));
        }
        router.get("/assets/*").handler(StaticHandler.create(ROOT).setMaxAgeSeconds(60));
        for (Language language : Language.values()) {
            Texts texts = Texts.load(language);
            String module = texts.module();
            router.get("/texts/" + language.code() + ".js")
                    .handler(context -> file(context, "text/javascript; charset=utf-8", module));
            pages(router, vertx, catalogue, new Pages(catalogue, new Frame(texts, collector, siteId)));
        }
        return router;
    }

    private static void pages(Router router, Vertx vertx, Catalogue catalogue, Pages pages) {
        Language language = pages.language();
        fixedPages(catalogue, pages)
                .forEach((path, html) -> router.get(language.address(path)).handler(context -> html(context, html)));
        String shelf = pages.coffee();
        router.get(language.address("/coffee")).handler(context -> late(vertx, context, shelfDelay(context), shelf));
        String priceList = pages.wholesale();
        router.get(language.address("/wholesale"))
                .handler(context -> late(vertx, context, PRICE_LIST_MILLIS, priceList));
        router.get(language.address("/search")).handler(context -> {
            String query = query(context);
            html(context, pages.search(query, found(context, catalogue, query, language)));
        });
        if (language != Language.ENGLISH) {
            router.get(language.root()).handler(context -> context.redirect(language.address("/")));
        }
        router.get(language.address("/checkout"))
                .handler(context -> context.redirect(language.address("/checkout/contact")));
        String notFound = pages.notFound();
        // the language that has the longer root comes first, or the other would answer for it
        router.route(language.address("/*"))
                .order(Integer.MAX_VALUE - language.root().length())
                .handler(context -> {
                    context.response().setStatusCode(404);
                    html(context, notFound);
                });
    }

    private static Map<String, String> fixedPages(Catalogue catalogue, Pages pages) {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("/", pages.home());
        for (Product product : catalogue.products()) {
            fixed.put("/coffee/" + product.slug(), pages.product(product));
        }
        fixed.put("/cart", pages.plain("cart", "/cart", "cart.js"));
        for (String step : List.of("contact", "shipping", "payment")) {
            fixed.put("/checkout/" + step, pages.checkout(step));
        }
        fixed.put("/thank-you", pages.thankYou());
        fixed.put("/guide", pages.guide("/guide"));
        BREWING.forEach(way -> fixed.put("/guide" + way, pages.guide("/guide" + way)));
        fixed.put("/journal", pages.journal().list());
        pages.journal()
                .slugs()
                .forEach(slug -> fixed.put("/journal/" + slug, pages.journal().article(slug)));
        fixed.put("/about", pages.plain("about", "/about", ""));
        fixed.put("/hours", pages.plain("hours", "/hours", "hours.js"));
        fixed.put("/delivery", pages.plain("delivery", "/delivery", ""));
        fixed.put("/contact", pages.plain("contact", "/contact", "contact.js"));
        ACCOUNT.forEach(part -> fixed.put("/account" + part, pages.plain("account", "/account" + part, "account.js")));
        return fixed;
    }

    /** A policy as strict as a careful shop's, so that the snippet is shown to work under one. */
    private static void secure(RoutingContext context, String collector) {
        context.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; script-src 'self' " + collector + "; connect-src 'self' " + collector
                                + "; img-src 'self' data: blob: " + collector
                                + "; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        context.next();
    }

    private static boolean planted(RoutingContext context) {
        var cookie = context.request().getCookie(PlantedProblems.COOKIE);
        return cookie != null && cookie.getValue().equals(PlantedProblems.ON);
    }

    private static int shelfDelay(RoutingContext context) {
        String languages = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return planted(context) && languages != null ? PlantedProblems.delayMillis(languages) : 0;
    }

    private static List<Product> found(RoutingContext context, Catalogue catalogue, String query, Language language) {
        return planted(context)
                ? PlantedProblems.search(catalogue, query, language)
                : catalogue.search(query, language);
    }

    private static String query(RoutingContext context) {
        String query = context.queryParam("q").stream().findFirst().orElse("").strip();
        return query.substring(0, Math.min(QUERY_LIMIT, query.length()));
    }

    private static void late(Vertx vertx, RoutingContext context, int millis, String html) {
        if (millis == 0) {
            html(context, html);
        } else {
            vertx.setTimer(millis, fired -> html(context, html));
        }
    }

    private static void html(RoutingContext context, String html) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(html);
    }

    /** A visitor who left before the answer was there is no failure. */
    private static void fail(RoutingContext context) {
        if (!context.response().closed()) {
            LOG.error("The shop failed at {}", context.request().path(), context.failure());
            context.response().setStatusCode(500).end();
        }
    }

    private static void file(RoutingContext context, String type, String content) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=60")
                .end(content);
    }

    private static String origin(URI collector) {
        int port = collector.getPort();
        return collector.getScheme() + "://" + collector.getHost() + (port < 0 ? "" : ":" + port);
    }
}
