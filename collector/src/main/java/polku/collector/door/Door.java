package polku.collector.door;

import java.util.Optional;
import polku.collector.beacon.Beacon;

/** Reads another product's format. Stateless but for {@link PageviewIds}; safe for use by several threads. */
public interface Door {
    /**
     * What was sent, as a beacon of one item that then goes the way of any other.
     *
     * @return empty where it is well formed but tells who the visitor is, which needs a key or the visitor's consent
     * @throws polku.collector.Refusal where it is not well formed, or of a site that is not here
     */
    Optional<Beacon> read(byte[] body, Caller caller);
}
