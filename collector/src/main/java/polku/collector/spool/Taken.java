package polku.collector.spool;

/**
 * What is known of the spool's past when it is opened.
 *
 * @param end rows before this have been taken
 * @param rows how many those were, lost ones included
 * @param accepted rows accepted since the beginning, as known when rows were last taken; -1 where nobody counted
 */
public record Taken(Position end, long rows, long accepted) {
    public static final Taken NOTHING = new Taken(Position.START, 0, 0);
}
