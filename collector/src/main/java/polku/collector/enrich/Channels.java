package polku.collector.enrich;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polku.collector.enrich.Source.Kind;

/**
 * The channel of a visit. Read from top to bottom: the first rule that holds decides. Words of the medium match as whole
 * tokens ("paid-social" is paid and social, "unpaid" is neither).
 */
final class Channels {
    private static final Set<String> DISPLAY = Set.of("display", "banner", "expandable", "interstitial", "cpm");
    private static final Set<String> PAID = Set.of(
            "cpc", "ppc", "cpa", "cpv", "cpp", "paid", "paidsearch", "paidsocial", "retargeting", "remarketing", "sem");
    private static final Set<String> PAID_SEARCH = Set.of("cpc", "ppc", "sem", "paidsearch", "search");
    private static final Set<String> EMAIL = Set.of("email", "mail", "newsletter");
    private static final Set<String> SOCIAL = Set.of("social", "sm", "paidsocial");
    private static final Set<String> AFFILIATE = Set.of("affiliate", "affiliates");
    private static final Set<String> AUDIO = Set.of("audio", "podcast");
    private static final Set<String> PUSH = Set.of("push", "mobile", "notification", "webpush");
    private static final Set<String> REFERRAL = Set.of("referral", "app", "link");
    private static final Set<String> AI = Set.of("ai", "aiassistant", "llm", "chatbot");

    private Channels() {}

    /**
     * @param source null where neither a campaign nor a referrer names one
     * @param fromReferrer the source was found from the referrer rather than named by a campaign
     * @param paidClick the address carried a click id that only paid search gives
     */
    static String of(@Nullable Source source, boolean fromReferrer, String medium, String campaign, boolean paidClick) {
        if (source == null && medium.isEmpty() && !paidClick) {
            return campaign.isEmpty() ? "Direct" : "Unknown";
        }
        Words words = medium.isEmpty() ? Words.NONE : new Words(medium);
        Kind kind = source == null ? Kind.OTHER : source.kind();
        if (words.whole.equals("cross-network")
                || campaign.toLowerCase(Locale.ROOT).contains("cross-network")) {
            return "Cross-network";
        }
        if (words.any(DISPLAY)) {
            return "Display";
        }
        if (paidClick || words.any(PAID)) {
            return paid(kind, words, paidClick);
        }
        if (words.any(EMAIL) || kind == Kind.EMAIL || isNamed(source, EMAIL)) {
            return "Email";
        }
        if (words.any(AFFILIATE)) {
            return "Affiliates";
        }
        if (words.any(AUDIO) || kind == Kind.AUDIO) {
            return "Audio";
        }
        if (words.has("sms") || isNamed(source, Set.of("sms"))) {
            return "SMS";
        }
        if (words.any(PUSH)) {
            return "Mobile Push";
        }
        return organic(kind, words, fromReferrer);
    }

    private static String paid(Kind kind, Words words, boolean paidClick) {
        if (kind == Kind.SHOPPING || words.has("shopping")) {
            return "Paid Shopping";
        }
        if (kind == Kind.SOCIAL || words.any(SOCIAL)) {
            return "Paid Social";
        }
        if (kind == Kind.VIDEO || words.has("video")) {
            return "Paid Video";
        }
        if (kind == Kind.SEARCH || paidClick || words.any(PAID_SEARCH)) {
            return "Paid Search";
        }
        return kind == Kind.ADVERTISING ? "Display" : "Unknown";
    }

    private static String organic(Kind kind, Words words, boolean fromReferrer) {
        return switch (kind) {
            case SEARCH -> "Organic Search";
            case SOCIAL -> "Organic Social";
            case VIDEO -> "Organic Video";
            case SHOPPING -> "Organic Shopping";
            case AI -> "AI Assistants";
            case ADVERTISING -> "Display";
            case EMAIL, AUDIO, OTHER -> byMedium(words, fromReferrer);
        };
    }

    private static String byMedium(Words words, boolean fromReferrer) {
        if (words.any(SOCIAL)) {
            return "Organic Social";
        }
        if (words.has("video")) {
            return "Organic Video";
        }
        if (words.has("organic")) {
            return "Organic Search";
        }
        if (words.any(AI)) {
            return "AI Assistants";
        }
        return words.any(REFERRAL) || fromReferrer && words.whole.isEmpty() ? "Referral" : "Unknown";
    }

    private static boolean isNamed(@Nullable Source source, Set<String> names) {
        return source != null && names.contains(source.name().toLowerCase(Locale.ROOT));
    }

    private record Words(String whole, String[] tokens) {
        private static final Pattern BETWEEN = Pattern.compile("[^\\p{Alnum}]+");
        static final Words NONE = new Words("", new String[0]);

        Words(String medium) {
            this(medium.toLowerCase(Locale.ROOT), BETWEEN.split(medium.toLowerCase(Locale.ROOT)));
        }

        boolean has(String word) {
            return any(Set.of(word));
        }

        boolean any(Set<String> words) {
            for (String token : tokens) {
                if (words.contains(token)) {
                    return true;
                }
            }
            return false;
        }
    }
}
