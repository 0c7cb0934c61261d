package polku.server.demo.shop;

import java.util.Locale;

/** The languages that the shop speaks. English lies at the root, Finnish below {@code /fi}. */
public enum Language {
    ENGLISH("en", "", "Suomeksi"),
    FINNISH("fi", "/fi", "In English");

    private final String code;
    private final String root;
    private final String invitation;

    Language(String code, String root, String invitation) {
        this.code = code;
        this.root = root;
        this.invitation = invitation;
    }

    /** As in {@code <html lang>}. */
    public String code() {
        return code;
    }

    Locale locale() {
        return Locale.forLanguageTag(code);
    }

    /** What its addresses begin with, without a slash at the end. */
    public String root() {
        return root;
    }

    /** A page's address in this language. */
    public String address(String path) {
        return root + path;
    }

    Language other() {
        return this == ENGLISH ? FINNISH : ENGLISH;
    }

    /** Invites to the other language, in that one. */
    String invitation() {
        return invitation;
    }

    /** Euro cents as people of this language write them: "€13.90", "13,90 €". */
    String money(int cents) {
        return switch (this) {
            case ENGLISH -> String.format(Locale.ROOT, "€%d.%02d", cents / 100, cents % 100);
            case FINNISH -> String.format(Locale.ROOT, "%d,%02d\u00a0€", cents / 100, cents % 100);
        };
    }
}
