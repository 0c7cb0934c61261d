package polku.storage.read.heatmap;

import java.util.Collection;

/**
 * How much a page deserves a look: by how many sessions more than on the site's pages in all people were frustrated there (by a rage, dead
 * or error click). Few sessions tell little, so a page's rate is drawn towards the site's as if {@value #WEIGHT} more sessions had been as
 * everywhere.
 */
final class Scores {
    private static final double WEIGHT = 30;

    private final double rate;

    /** @param sessions of a page, and how many of them were frustrated there */
    record Fared(long sessions, long frustrated) {}

    /** @param pages all of the site */
    Scores(Collection<Fared> pages) {
        long sessions = pages.stream().mapToLong(Fared::sessions).sum();
        long frustrated = pages.stream().mapToLong(Fared::frustrated).sum();
        rate = sessions == 0 ? 0 : Math.min(1, (double) frustrated / sessions);
    }

    double of(Fared page) {
        double shrunk = (page.frustrated() + WEIGHT * rate) / (page.sessions() + WEIGHT);
        return Math.max(0, page.sessions() * (Math.min(1, shrunk) - rate));
    }
}
