package polku.storage.write;

/**
 * One accepted row as it lies in the spool.
 *
 * @param kind its table
 * @param version of the row's layout, see {@link RowKind#version}
 * @param row the RowBinary row as {@link EventRow#encode} and the like wrote it; owned by the batch from here on (the
 *     writer stamps session and batch into it)
 * @param resendable true where the sender named the event (its {@code eventId} is derived from an id of the sender's),
 *     so that the same event may come again at any time and must then be left out
 */
public record SpooledRow(RowKind kind, int version, byte[] row, boolean resendable) {
    /** A row of today's layout. */
    public SpooledRow(RowKind kind, byte[] row, boolean resendable) {
        this(kind, kind.version(), row, resendable);
    }
}
