package polku.server.demo.simulator;

import java.util.HexFormat;

/** 64 bits as the wire writes ids: 16 hex digits. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    static String of(long bits) {
        return FORMAT.toHexDigits(bits);
    }
}
