package polku.storage.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.org, example.org",
        "' example.org ', example.org",
        "https://www.example.org/shop?x=1#y, example.org",
        "http://example.org:8443, example.org",
        "www.example.org., example.org",
        "shop.example.org/a/b, shop.example.org",
        "localhost:3000, localhost",
        "192.168.1.20:8080, 192.168.1.20",
        "www.com, www.com",
        "wwwexample.org, wwwexample.org",
        "pähkinä.fi, xn--phkin-grae.fi",
        "xn--phkin-grae.fi, xn--phkin-grae.fi",
    })
    void normalise_whatPeopleType_isTheBareDomain(String typed, String domain) {
        assertThat(DomainName.normalise(typed)).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://",
                "a b.org",
                "example..org",
                "-a.org",
                "a-.org",
                "a_b.org",
                "user@example.org",
                "<script>",
                "javascript:alert(1)",
                "*.example.org",
                "[::1]",
                "exämple\u0000.org",
                "例え..jp"
            })
    void normalise_whatIsNoDomain_isRefused(String typed) {
        assertThatThrownBy(() -> DomainName.normalise(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a domain such as example.org");
    }
}
