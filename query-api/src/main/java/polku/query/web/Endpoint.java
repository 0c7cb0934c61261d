package polku.query.web;

import io.vertx.core.http.HttpMethod;
import polku.query.access.Access;

/**
 * One method of one address.
 *
 * @param path below {@code /api/v1}, with parameters in braces; where it has {@code {site}}, the operation runs only for
 *     a site that exists
 * @param body the record that the JSON body must be, {@link NoBody} where there is none
 * @param work which threads it takes
 * @param mostBytes that a body may have
 * @param anyOrigin whether pages of other origins may ask and read the answer, without cookies
 */
public record Endpoint<T>(
        HttpMethod method,
        String path,
        Access access,
        Class<T> body,
        Work work,
        int mostBytes,
        boolean anyOrigin,
        Operation<T> operation) {
    private static final int USUAL_BYTES = 64 * 1024;

    /** Stands for a request without a body. */
    public record NoBody() {
        static final NoBody VALUE = new NoBody();
    }

    /** Threads are counted apart, so that slow questions keep nobody from signing in, and the other way round. */
    public enum Work {
        QUESTION,
        /** Hashes a password: a tenth of a second of one core and 19 MB. */
        PASSWORD
    }

    public static Endpoint<NoBody> get(String path, Access access, Operation<NoBody> operation) {
        return new Endpoint<>(HttpMethod.GET, path, access, NoBody.class, Work.QUESTION, USUAL_BYTES, false, operation);
    }

    public static <T> Endpoint<T> post(String path, Access access, Class<T> body, Operation<T> operation) {
        return new Endpoint<>(HttpMethod.POST, path, access, body, Work.QUESTION, USUAL_BYTES, false, operation);
    }

    /** Without a body. */
    public static Endpoint<NoBody> post(String path, Access access, Operation<NoBody> operation) {
        return new Endpoint<>(
                HttpMethod.POST, path, access, NoBody.class, Work.QUESTION, USUAL_BYTES, false, operation);
    }

    /** Without a body. */
    public static Endpoint<NoBody> put(String path, Access access, Operation<NoBody> operation) {
        return new Endpoint<>(HttpMethod.PUT, path, access, NoBody.class, Work.QUESTION, USUAL_BYTES, false, operation);
    }

    public static <T> Endpoint<T> patch(String path, Access access, Class<T> body, Operation<T> operation) {
        return new Endpoint<>(HttpMethod.PATCH, path, access, body, Work.QUESTION, USUAL_BYTES, false, operation);
    }

    public static Endpoint<NoBody> delete(String path, Access access, Operation<NoBody> operation) {
        return new Endpoint<>(
                HttpMethod.DELETE, path, access, NoBody.class, Work.QUESTION, USUAL_BYTES, false, operation);
    }

    /** The same, on the threads that hash passwords. */
    public Endpoint<T> hashingPasswords() {
        return new Endpoint<>(method, path, access, body, Work.PASSWORD, mostBytes, anyOrigin, operation);
    }

    /** The same, with larger bodies than others have. */
    public Endpoint<T> withBodiesOf(int bytes) {
        return new Endpoint<>(method, path, access, body, work, bytes, anyOrigin, operation);
    }

    /** The same, for pages of any origin. */
    public Endpoint<T> forAnyOrigin() {
        return new Endpoint<>(method, path, access, body, work, mostBytes, true, operation);
    }

    boolean hasBody() {
        return body != NoBody.class;
    }

    boolean hasSite() {
        return path.startsWith("/sites/{site}");
    }

    /** The path as Vert.x writes it: {@code /sites/:site}. */
    String vertxPath() {
        return path.replace('{', ':').replace("}", "");
    }
}
