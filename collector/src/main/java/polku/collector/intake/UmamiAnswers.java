package polku.collector.intake;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import polku.collector.DropReason;

/**
 * 200 with the members that clients look for, or the greeting to a robot. The ids are made up, name nobody, and mean
 * nothing here: a client that sends the token back gets the same again.
 */
final class UmamiAnswers implements IntakeHandler.Answers<Receipt> {
    private static final String TOKEN = "x-umami-cache";

    @Override
    public void taken(HttpServerRequest request, Receipt receipt) {
        JsonObject answer;
        if (receipt.why() == DropReason.BOT || receipt.why() == DropReason.AI_CRAWLER) {
            answer = new JsonObject().put("beep", "boop");
        } else {
            String token = token(request.getHeader(TOKEN));
            answer =
                    new JsonObject().put("cache", token).put("sessionId", token).put("visitId", token);
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(answer.toBuffer());
    }

    private static String token(@Nullable String sent) {
        try {
            return (sent == null ? UUID.randomUUID() : UUID.fromString(sent)).toString();
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID().toString();
        }
    }
}
