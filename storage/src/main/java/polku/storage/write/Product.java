package polku.storage.write;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A product of an e-commerce event. Empty strings where nothing is known.
 *
 * @param price of one, in major units of the event's or else the site's currency; null where it was not said
 * @param quantity 1 to 10,000
 */
public record Product(
        String id,
        String name,
        String category,
        String variant,
        @Nullable BigDecimal price,
        int quantity) {}
