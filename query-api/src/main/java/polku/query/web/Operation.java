package polku.query.web;

/** Does what an endpoint is for, in a worker thread: it may block. */
@FunctionalInterface
public interface Operation<T> {
    /**
     * @throws polku.http.ProblemException for what the client can mend; {@code DuplicateException} (409) and {@code
     *     ClickHouseException} (503, 422) are answered for it too
     */
    Answer handle(ApiRequest<T> request);
}
