package polku.query.page;

import polku.query.web.Fields;

/** Reads a pattern of pages: {@code *} inside one segment, {@code **} any. */
public final class PagePatternField {
    private PagePatternField() {}

    /** @throws IllegalArgumentException with what it must be */
    public static String read(String given) {
        String pattern = Fields.text(512).apply(given);
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("must begin with /");
        }
        if (pattern.contains("***")) {
            throw new IllegalArgumentException("may have * (inside one segment) and ** (any), not ***");
        }
        if (pattern.contains("#") || pattern.contains(" ")) {
            throw new IllegalArgumentException("must be a path, without fragment and spaces");
        }
        return pattern;
    }
}
