package polku.collector.enrich;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of every string that a page can carry what might tell who a visitor is: e-mail addresses, card and phone
 * numbers, and in paths what looks like a token. It prefers to miss an order number that looks like a phone number over
 * erasing every long number: bare digits count as a phone number only with a leading "+", "00" or "0".
 */
public final class Scrubber {
    private static final String EMAIL_MARK = "[email]";
    private static final String CARD_MARK = "[card]";
    private static final String PHONE_MARK = "[phone]";
    private static final String TOKEN_MARK = ":token";
    private static final int FEWEST_DIGITS = 7;

    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}(?:@|%40)[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}");
    /** 13 to 19 digits, in groups or not; whether they are a card's tells the check digit. */
    private static final Pattern CARD = Pattern.compile("(?<![\\d.])\\d(?:[ -]?\\d){12,18}(?![\\d.])");

    private static final Pattern PHONE = Pattern.compile("(?<![\\w.])(?:"
            + "(?:\\+|00)\\d{1,3}(?:[ ./()-]{0,2}\\d){6,12}" // +358 40 123 4567
            + "|0\\d{1,3}[ /-](?:\\d[ -]?){5,9}\\d" // 040 123 4567
            + "|0\\d{8,10}" // 0401234567
            + "|\\(\\d{2,4}\\)[ -]?\\d{3,4}[ -]?\\d{3,4}" // (555) 123-4567
            + "|\\d{3}[-. ]\\d{3}[-. ]\\d{4}" // 555-123-4567
            + ")(?![\\w])");

    /** After these words of a path comes a secret, whatever it looks like. */
    private static final Pattern SECRET_FOLLOWS = Pattern.compile(
            "(?i)(?:.*[-_])?(?:reset|verify|verification|confirm|confirmation|token|tokens|invite|invitation|invitations"
                    + "|activate|activation|unsubscribe|magic|magic-link|password|recover|recovery|auth|sso|otp)"
                    + "(?:[-_].*)?");

    private static final Pattern SECRET = Pattern.compile("(?=.*\\d)[\\w.~=-]{16,}");
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?");
    /** Random text in Base64: long, of capitals, small letters and digits. Plain hex and UUIDs may be names of pages. */
    private static final Pattern RANDOM =
            Pattern.compile("(?=[^/]*\\d)(?=[^/]*[a-z])(?=[^/]*[A-Z])[A-Za-z0-9_~=]{28,}");

    /** A title, a text, a property's value, a name. */
    public String text(String text) {
        String result = text;
        if (text.indexOf('@') >= 0 || text.contains("%40")) {
            result = EMAIL.matcher(result).replaceAll(EMAIL_MARK);
        }
        if (hasDigits(result)) {
            result = PHONE.matcher(withoutCards(result)).replaceAll(PHONE_MARK);
        }
        return result;
    }

    /** The path of a URL: as a text, and segment by segment for tokens. */
    public String path(String path) {
        String clean = text(path);
        if (clean.length() < 17) {
            return clean;
        }
        String[] segments = clean.split("/", -1);
        boolean changed = false;
        for (int i = 0; i < segments.length; i++) {
            if (isToken(segments[i], i > 0 ? segments[i - 1] : "")) {
                segments[i] = TOKEN_MARK;
                changed = true;
            }
        }
        return changed ? String.join("/", segments) : clean;
    }

    /**
     * An event's properties. The address of what was left for, downloaded or played loses its query.
     *
     * @param event its name
     */
    public Map<String, String> props(String event, Map<String, String> props) {
        if (props.isEmpty()) {
            return props;
        }
        boolean hasAddress = event.equals("outbound") || event.equals("download") || event.equals("video");
        for (Map.Entry<String, String> prop : props.entrySet()) {
            if (!text(prop.getKey()).equals(prop.getKey())
                    || !value(prop, hasAddress).equals(prop.getValue())) {
                Map<String, String> clean = new LinkedHashMap<>();
                props.entrySet().forEach(each -> clean.put(text(each.getKey()), value(each, hasAddress)));
                return clean;
            }
        }
        return props; // as nearly always
    }

    private String value(Map.Entry<String, String> prop, boolean hasAddress) {
        return hasAddress && prop.getKey().equals("url") ? address(prop.getValue()) : text(prop.getValue());
    }

    /** A property that holds an address: without query and fragment, and with its path scrubbed. */
    public String address(String url) {
        int end = url.length();
        for (int i = 0; i < end; i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                end = i;
            }
        }
        return path(url.substring(0, end));
    }

    private static boolean isToken(String segment, String before) {
        return segment.length() >= 16
                && (SECRET.matcher(segment).matches()
                                && SECRET_FOLLOWS.matcher(before).matches()
                        || JWT.matcher(segment).matches()
                        || RANDOM.matcher(segment).matches());
    }

    private static boolean hasDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && ++digits >= FEWEST_DIGITS) {
                return true;
            }
        }
        return false;
    }

    private static String withoutCards(String text) {
        Matcher matcher = CARD.matcher(text);
        return matcher.replaceAll(found -> hasCheckDigit(found.group()) ? Matcher.quoteReplacement(CARD_MARK) : "$0");
    }

    /** Luhn's sum, ISO/IEC 7812-1. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                continue;
            }
            int value = twice ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
