package polku.storage.write;

import java.util.List;

/**
 * What one INSERT round writes, complete and unchangeable: the collector makes it durable before the first byte is sent,
 * so that a retry sends the same bytes under the same token.
 *
 * @param id unique over all collectors and for ever: node in the upper 16 bits, a counter below
 * @param tables rows per table, in the order in which they are inserted
 * @param moves events that an earlier batch put into a session that is another's now
 * @param resends rows left out because the same sender's id is stored already
 */
public record Batch(long id, List<TableRows> tables, List<SessionMove> moves, int resends) {

    /** Below the upper 16 bits. */
    private static final int COUNTER_BITS = 48;

    /** The first id that the collector of a batch may give; 0 is no batch's. */
    public static long firstOfNode(long id) {
        return id >>> COUNTER_BITS << COUNTER_BITS;
    }

    /** The last id that the collector of a batch may give. */
    public static long lastOfNode(long id) {
        return firstOfNode(id) | (1L << COUNTER_BITS) - 1;
    }

    /**
     * @param bytes RowBinary rows, one after the other
     * @param offsets where each row starts; a rejected insert is bisected along these
     */
    public record TableRows(String table, byte[] bytes, int[] offsets) {
        public int rows() {
            return offsets.length;
        }
    }

    /** All rows of this visitor in [{@code from}, {@code to}] (ms, both included) belong to {@code sessionId}. */
    public record SessionMove(int siteId, long visitorId, long from, long to, long sessionId) {}
}
