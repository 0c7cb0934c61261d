package polku.storage.read.heatmap;

import java.util.Optional;

/** The interactions that happen at a point. Rage, dead and error clicks come besides the click that they judge. */
public enum PointKind {
    CLICK("click", 7, 5),
    MOVE("move", 9, 7),
    RAGE_CLICK("rageClick", 7, 5),
    DEAD_CLICK("deadClick", 7, 5),
    ERROR_CLICK("errorClick", 7, 5);

    private final String id;
    private final int xBits;
    private final int yBits;

    PointKind(String id, int xBits, int yBits) {
        this.id = id;
        this.xBits = xBits;
        this.yBits = yBits;
    }

    /** The name in the API and in the table. */
    public String id() {
        return id;
    }

    /** Of the 15 bits of a place inside an element, so many at the end tell nothing of its cell. */
    int xBits() {
        return xBits;
    }

    int yBits() {
        return yBits;
    }

    public static Optional<PointKind> of(String id) {
        for (PointKind kind : values()) {
            if (kind.id.equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
