package polku.collector.snapshot;

import polku.storage.control.Site;

/**
 * A page on a kind of device as one number, so that remembering many takes little room. Two may fall together by chance (one
 * in four billion of a site's): then one of them is looked at less often, and nothing else.
 */
final class PageKeys {
    private PageKeys() {}

    static long of(Site site, String page, String device) {
        return mix((long) page.hashCode() << 32 ^ site.number() * 31L + device.hashCode());
    }

    /** A version of it. */
    static long of(long page, long skeleton) {
        return mix(page ^ mix(skeleton));
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long key) {
        long mixed = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
