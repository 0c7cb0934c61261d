package polku.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, c0000201",
        "2001:db8::1, 20010db8000000000000000000000001",
        "::, 00000000000000000000000000000000",
        "::ffff:192.0.2.1, c0000201",
        "::ffff:c000:201, c0000201",
        "::192.0.2.1, 000000000000000000000000c0000201",
        "64:ff9b::192.0.2.1, 0064ff9b0000000000000000c0000201",
        "fe80::1%no-such-interface, fe800000000000000000000000000001",
    })
    void parse_ofAnAddress_givesItsBytes(String text, String hex) {
        assertThat(IpAddress.parse(text)).isEqualTo(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "10.0.0",
                "256.1.1.1",
                "1.2.3.4:80",
                "[::1]",
                "[::1]:80",
                ":",
                "1::2::3",
                "g::"
            })
    void parse_ofWhatIsNone_isNull(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void inetAddress_ofAnotherLength_isRefused() {
        assertThatThrownBy(() -> IpAddress.inetAddress(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }
}
