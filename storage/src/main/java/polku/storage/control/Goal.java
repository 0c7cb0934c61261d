package polku.storage.control;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something the owner wants visitors to do.
 *
 * @param page a page pattern ({@code *} inside one segment, {@code **} any), or null for an event goal
 * @param event an event's name, or null for a page goal; exactly one of the two is set
 * @param value what one conversion is worth in the site's currency, null where nothing was said
 */
public record Goal(
        String id,
        String siteId,
        String name,
        @Nullable String page,
        @Nullable String event,
        @Nullable BigDecimal value,
        Instant createdAt) {}
