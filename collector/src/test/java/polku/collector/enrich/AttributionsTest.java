package polku.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polku.storage.control.Site;
import polku.storage.write.Attribution;

class AttributionsTest {
    private static final Site SITE =
            new Site("k3v9q2xm7abc", 7, "example.org", List.of("example.net"), ZoneOffset.UTC, "EUR", Instant.EPOCH);
    private final Attributions attributions = new Attributions(new Scrubber());

    @ParameterizedTest(name = "{0} {1} → {2}, {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "'', '', '', Direct",
                "'', https://example.org/other, '', Direct",
                "'', https://blog.example.org/, '', Direct",
                "'', https://www.example.net/, '', Direct",
                "'', https://www.google.com/, Google, Organic Search",
                "'', https://www.google.fi/search?q=x, Google, Organic Search",
                "'', https://mail.google.com/, Gmail, Email",
                "'', https://docs.google.com/document/1, docs.google.com, Referral",
                "'', https://google.com.evil.example/, google.com.evil.example, Referral",
                "'', https://notgoogle.com/, notgoogle.com, Referral",
                "'', https://m.facebook.com/, Facebook, Organic Social",
                "'', https://l.instagram.com/, Instagram, Organic Social",
                "'', https://t.co/abc, X, Organic Social",
                "'', https://www.youtube.com/watch, YouTube, Organic Video",
                "'', https://chatgpt.com/, ChatGPT, AI Assistants",
                "'', https://gemini.google.com/app, Gemini, AI Assistants",
                "'', https://www.amazon.de/dp/1, Amazon, Organic Shopping",
                "'', android-app://com.google.android.gm/, Gmail, Email",
                "'', https://some.blog.example/post, some.blog.example, Referral",
                "'', about:blank, '', Direct",
                "utm_source=fb, '', Facebook, Organic Social",
                "utm_source=fb&utm_medium=cpc, '', Facebook, Paid Social",
                "utm_source=google&utm_medium=cpc, '', Google, Paid Search",
                "utm_source=google&utm_medium=organic, '', Google, Organic Search",
                "utm_source=youtube&utm_medium=paid, '', YouTube, Paid Video",
                "utm_source=amazon&utm_medium=cpc, '', Amazon, Paid Shopping",
                "utm_source=newsletter&utm_medium=email, '', newsletter, Email",
                "utm_source=newsletter, '', newsletter, Email",
                "utm_source=spring&utm_medium=e-mail, '', spring, Email",
                "utm_source=partner&utm_medium=affiliate, '', partner, Affiliates",
                "utm_source=spotify&utm_medium=audio, '', Spotify, Audio",
                "utm_source=x-mas&utm_medium=sms, '', x-mas, SMS",
                "utm_source=app&utm_medium=push, '', app, Mobile Push",
                "utm_source=adnet&utm_medium=display, '', AdNET, Display",
                "utm_source=foo&utm_medium=bar, '', foo, Unknown",
                "utm_source=foo&utm_medium=unpaid, '', foo, Unknown",
                "utm_source=foo&utm_medium=paid-social, '', foo, Paid Social",
                "utm_source=google&utm_medium=cross-network, '', Google, Cross-network",
                "ref=producthunt, https://www.google.com/, Product Hunt, Unknown",
                "source=hn, '', Hacker News, Organic Social",
                "gclid=1, https://www.google.com/, Google, Paid Search",
                "gclid=1, '', Google, Paid Search",
                "msclkid=1, '', Bing, Paid Search",
                "gclid=1&utm_medium=display&utm_source=google, '', Google, Display",
                "fbclid=1, https://l.facebook.com/, Facebook, Organic Social",
                "fbclid=1, '', '', Direct",
            })
    void source_andChannel(String query, String referrer, String source, String channel) {
        Attribution attribution = of("https://example.org/?" + query, referrer);
        assertThat(attribution.source()).isEqualTo(source);
        assertThat(attribution.channel()).isEqualTo(channel);
    }

    @Test
    void campaignParameters_areKeptDecoded_theClickIdWithoutItsValue() {
        Attribution attribution = of(
                "https://example.org/?utm_source=x&utm_medium=m&utm_campaign=Kev%C3%A4t+24&utm_term=t&utm_content=c&fbclid=secret",
                "https://Some.Blog.example/post/?q=1#x");
        assertThat(attribution)
                .isEqualTo(new Attribution(
                        "some.blog.example/post", "X", "Organic Social", "x", "m", "Kevät 24", "t", "c", "fbclid"));
    }

    private Attribution of(String url, String referrer) {
        return attributions.of(SITE, Objects.requireNonNull(PageUrl.parse(url)), referrer);
    }
}
