package polku.collector.intake;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.vertx.core.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.BeaconParser;
import polku.http.RequestHead;
import polku.http.Shortcut;

/** The shortcut of beacons as trackers send them; {@link IntakeHandler} takes the others, and all that are refused here. */
final class BeaconShortcut implements Shortcut {
    /** By the number of accepted items, where all were and nothing is asked for. */
    private static final Answer[] ACCEPTED = IntStream.rangeClosed(0, BeaconParser.MAX_ITEMS)
            .mapToObj(items -> answer(new Receipt(items, 0)))
            .toArray(Answer[]::new);

    private final String path;
    private final Supplier<IntakeHandler.Steps<Receipt>> steps;
    private final Senders senders;
    private final Loop loop;

    /** @param loop on which it is used */
    BeaconShortcut(String path, Supplier<IntakeHandler.Steps<Receipt>> steps, Senders senders, Loop loop) {
        this.path = path;
        this.steps = steps;
        this.senders = senders;
        this.loop = loop;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public int maxBody() {
        return BeaconParser.MAX_BODY;
    }

    @Override
    public boolean takes(@Nullable String contentType) {
        return BodyReader.isUsual(contentType);
    }

    @Override
    public Future<Answer> answer(RequestHead head, byte[] body) {
        return steps.get().accept(body, senders.of(head, false), loop).map(BeaconShortcut::answerOf);
    }

    private static Answer answerOf(Receipt receipt) {
        return receipt.dropped() == 0 && receipt.load() == null ? ACCEPTED[receipt.accepted()] : answer(receipt);
    }

    private static Answer answer(Receipt receipt) {
        byte[] body = receipt.toJson().getBytes();
        return new Answer(
                HttpResponseStatus.ACCEPTED,
                new ReadOnlyHttpHeaders(
                        false,
                        HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN,
                        CrossOrigin.ANYONE,
                        HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                        CrossOrigin.RETRY_AFTER,
                        HttpHeaderNames.CONTENT_TYPE,
                        "application/json",
                        HttpHeaderNames.CONTENT_LENGTH,
                        Integer.toString(body.length)),
                body);
    }
}
