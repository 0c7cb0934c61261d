package polku.collector.beacon;

import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /s} holds: somebody sees this version of a page, and perhaps what it looks like. Sizes are CSS px.
 *
 * @param token null where a key stands in its place
 * @param site the site's public id; only with a key
 * @param device only with a key; empty elsewhere
 * @param skeleton tells versions apart
 * @param snapshot the recorded document as JSON text, scrubbed; null where it is only seen
 */
public record Sighting(
        @Nullable String token,
        @Nullable String site,
        String url,
        String device,
        long skeleton,
        String title,
        int viewportWidth,
        int viewportHeight,
        int documentWidth,
        int documentHeight,
        @Nullable String snapshot) {}
