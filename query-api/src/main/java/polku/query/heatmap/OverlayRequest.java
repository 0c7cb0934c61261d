package polku.query.heatmap;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /overlay}.
 *
 * @param token of a link that an owner made; it names the site and the page
 * @param days before now that count, 1–400; null for 30
 */
record OverlayRequest(
        @Nullable String token,
        @Nullable String kind,
        @Nullable String device,
        @Nullable Integer days) {}
