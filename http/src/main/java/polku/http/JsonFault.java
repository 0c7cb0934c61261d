package polku.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JSON parser found wrong with a text, in words that a client may read. */
public final class JsonFault {
    private static final int MOST = 160;
    private static final Pattern SETTING = Pattern.compile(",? ?from `[^`]*`");
    private static final Pattern SOURCE = Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)\\]");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]+");

    private JsonFault() {}

    /** One line with the place, such as {@code Duplicate field 'x' (line 1, column 30)}; no names of classes or settings. */
    public static String describe(JsonProcessingException fault) {
        String message = String.valueOf(fault.getOriginalMessage());
        message = SETTING.matcher(message).replaceAll("");
        message = SOURCE.matcher(message).replaceAll("line $1, column $2");
        message = UNPRINTABLE.matcher(message).replaceAll(" ").strip();
        if (message.length() > MOST) {
            message = message.substring(0, MOST) + "…";
        }
        return message + place(fault.getLocation());
    }

    /** The place as it is written after a message, {@code " (line 1, column 30)"}; "" where it is not known. */
    public static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
