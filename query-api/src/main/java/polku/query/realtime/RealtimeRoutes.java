package polku.query.realtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import polku.query.access.Access;
import polku.query.web.Answer;
import polku.query.web.ApiRequest;
import polku.query.web.Endpoint;
import polku.query.web.Endpoint.NoBody;
import polku.query.web.EndpointGroup;
import polku.query.web.Json;
import polku.query.web.SharedAnswers;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.RealtimeStore;

/** Who is there: {@code GET /sites/{site}/realtime}, and {@code …/realtime/stream} to follow it. */
public final class RealtimeRoutes implements EndpointGroup, AutoCloseable {
    /** By site; as JSON, since most ask to see just that. */
    private final SharedAnswers<Integer, byte[]> answers;

    private final RealtimeFeed feed;

    public RealtimeRoutes(ClickHouse clickHouse, InstantSource clock, MeterRegistry metrics) {
        RealtimeStore store = new RealtimeStore(clickHouse);
        answers = new SharedAnswers<>(
                (site, arrived) -> Json.write(RealtimeAnswer.of(store.answer(site, clock.instant()))));
        feed = new RealtimeFeed(site -> answers.get(site, System.nanoTime()), metrics);
    }

    @Override
    public List<Endpoint<?>> endpoints() {
        return List.of(
                Endpoint.get("/sites/{site}/realtime", Access.READ, this::now),
                Endpoint.get("/sites/{site}/realtime/stream", Access.READ, this::follow));
    }

    private Answer now(ApiRequest<NoBody> request) {
        return Answer.ok(answers.get(request.site().number(), request.arrived()));
    }

    private Answer follow(ApiRequest<NoBody> request) {
        int site = request.site().number();
        feed.checkRoom();
        byte[] first = answers.get(site, request.arrived());
        return Answer.stream(stream -> feed.add(site, stream, first));
    }

    /** Ends every stream. */
    @Override
    public void close() {
        feed.close();
    }
}
