package polku.query.web;

import java.util.List;

/**
 * The endpoints of a feature. {@code QueryApi} mounts every group with the same authentication, site resolution, body
 * parsing, worker pool and errors:
 *
 * <pre>{@code
 * public final class ReportRoutes implements EndpointGroup {
 *     public List<Endpoint<?>> endpoints() {
 *         return List.of(
 *                 Endpoint.post("/sites/{site}/query", Access.READ, QueryRequest.class,
 *                         request -> Answer.ok(report.answer(request.site(), request.body()))),
 *                 Endpoint.get("/sites/{site}/realtime", Access.READ,
 *                         request -> Answer.ok(realtime.answer(request.site()))));
 *     }
 * }
 * }</pre>
 */
public interface EndpointGroup {
    List<Endpoint<?>> endpoints();
}
