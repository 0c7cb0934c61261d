package polku.collector.enrich;

/** Six classes of width, so coarse that they tell nobody apart. */
public final class ScreenClass {
    private ScreenClass() {}

    /** @param width of the viewport in CSS px; 0 where unknown */
    public static String of(int width) {
        if (width <= 0) {
            return "";
        }
        if (width < 576) {
            return "xs";
        }
        if (width < 768) {
            return "sm";
        }
        if (width < 992) {
            return "md";
        }
        if (width < 1200) {
            return "lg";
        }
        return width < 1600 ? "xl" : "xxl";
    }
}
