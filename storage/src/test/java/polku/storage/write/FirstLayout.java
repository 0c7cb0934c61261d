package polku.storage.write;

import java.math.BigDecimal;
import java.util.Map;

/** Rows as the first version of the server laid them out, written down here by hand. */
final class FirstLayout {
    private FirstLayout() {}

    static byte[] event(int site, long visitor, long at, String name) {
        RowWriter row = head(site, visitor, at);
        row.int64(991).int64(0x1122334455667788L);
        row.text(name).text("example.org").text("/p").text("Title").map(Map.of("plan", "pro"));
        row.decimal4(new BigDecimal("12.5")).text("EUR");
        row.text("google.com/").text("Google").text("Organic Search");
        row.text("").text("").text("").text("").text("").text("");
        row.text("FI").text("desktop").text("Firefox").text("144");
        row.text("Linux").text("").text("lg").text("fi-FI");
        return row.toByteArray();
    }

    static byte[] click(int site, long visitor, long at) {
        RowWriter row = head(site, visitor, at);
        row.int64(0x1122334455667788L).int8(2).text("example.org").text("/p").text("desktop");
        row.int32(0).int32(0).int16(0);
        row.text("a.buy").text("a").text("Buy").int16(3).int16(4).int32(30).int32(40);
        row.int16(1440).int16(900).int32(1440).int32(5200);
        return row.toByteArray();
    }

    private static RowWriter head(int site, long visitor, long at) {
        return new RowWriter()
                .int32(site)
                .int64(visitor)
                .int64(0)
                .int64(0)
                .int64(at)
                .int64(at + 1000);
    }
}
