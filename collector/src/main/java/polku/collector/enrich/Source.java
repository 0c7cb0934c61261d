package polku.collector.enrich;

/** Where visits come from, by its canonical name. */
record Source(String name, Kind kind) {
    /** What sort of place a source is; decides the channel. */
    enum Kind {
        SEARCH,
        SOCIAL,
        VIDEO,
        SHOPPING,
        EMAIL,
        AUDIO,
        AI,
        ADVERTISING,
        OTHER
    }
}
