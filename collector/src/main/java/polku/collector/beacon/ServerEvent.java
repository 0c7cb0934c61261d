package polku.collector.beacon;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.write.Product;

/**
 * A checked element of {@code POST /api/v1/events}.
 *
 * @param visitorId null where address and user agent stand for the visitor
 * @param timestamp milliseconds since the epoch, −1 for the time of receipt
 * @param sessionId the sender's own name of a session; checked, and ignored: sessions follow from the times
 * @param name {@code pageview} or a custom event's
 * @param id names the event, so that a resend is known; null where it has none
 */
public record ServerEvent(
        String site,
        @Nullable String visitorId,
        long timestamp,
        @Nullable String sessionId,
        String name,
        @Nullable String url,
        String title,
        String referrer,
        Map<String, String> props,
        Beacon.@Nullable Revenue revenue,
        List<Product> items,
        @Nullable String userAgent,
        @Nullable String ip,
        @Nullable String id) {}
