package polku.server.demo.shop;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bank that the shop does not have. {@code POST /payments} takes {@code {"way": "card" | "invoice", "ending": "4242",
 * "attempt": 1}}, of a card its last four digits only, and answers 204, or a problem document: 402 with {@code code}
 * {@code declined} or {@code funds}, 503 with {@code busy}, or 400 for what is no payment.
 */
final class Payments {
    private static final Map<String, String> REFUSED = Map.of("0002", "declined", "9995", "funds");

    /** The bank does not answer for this one at first; the second attempt succeeds. */
    private static final String UNSTEADY = "0119";

    private Payments() {}

    static void pay(RoutingContext context) {
        Payment payment = read(context);
        if (payment == null) {
            refuse(context, 400, "Not a payment", "invalid");
            return;
        }
        String refusal = payment.isCard() ? REFUSED.get(payment.ending()) : null;
        if (refusal != null) {
            refuse(context, 402, "The payment was refused", refusal);
        } else if (payment.isCard() && payment.ending().equals(UNSTEADY) && payment.attempt() < 2) {
            refuse(context, 503, "The bank did not answer", "busy");
        } else {
            context.response().setStatusCode(204).end();
        }
    }

    private static @Nullable Payment read(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            if (body == null) {
                return null;
            }
            String way = body.getString("way", "");
            String ending = body.getString("ending", "");
            int attempt = body.getInteger("attempt", 1);
            boolean known = way.equals("invoice") || way.equals("card") && ending.matches("\\d{4}");
            return known ? new Payment(way.equals("card"), ending, attempt) : null;
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    private static void refuse(RoutingContext context, int status, String title, String code) {
        JsonObject problem =
                new JsonObject().put("title", title).put("status", status).put("code", code);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.toBuffer());
    }

    private record Payment(boolean isCard, String ending, int attempt) {}
}
