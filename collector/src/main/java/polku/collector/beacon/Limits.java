package polku.collector.beacon;

import java.math.BigDecimal;

/** Limits that several readers share; strings in UTF-16 code units. The protocol's README tells them to others. */
final class Limits {
    static final int PAGES = 20;
    static final int NAME = 64;
    static final int PROPS = 30;
    static final int PROP_KEY = 64;
    static final int PROP_VALUE = 500;
    static final int URL = 2048;
    static final int TITLE = 256;
    static final int VISITOR = 128;
    static final int ADDRESS = 45;
    static final int USER_AGENT = 512;
    static final long TIME = 253_402_300_799_999L; // the end of year 9999
    static final int DURATION = 86_400_000;
    static final BigDecimal AMOUNT = BigDecimal.valueOf(1_000_000_000_000L);

    private Limits() {}
}
