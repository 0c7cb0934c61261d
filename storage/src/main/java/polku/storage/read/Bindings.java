package polku.storage.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a statement. Each gets a name; the SQL only ever holds the name. */
public final class Bindings {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Binds a text and returns its placeholder. */
    public String text(String value) {
        String name = "v" + values.size();
        values.put(name, value);
        return "{" + name + ":String}";
    }

    /** Binds a list and returns its placeholder, an {@code Array(String)}. */
    public String texts(List<String> list) {
        String name = "v" + values.size();
        values.put(name, list);
        return "{" + name + ":Array(String)}";
    }

    /** Binds a value of any type. */
    public String value(String type, Object value) {
        return named("v" + values.size(), type, value);
    }

    /** Binds a value under a name that may stand in the SQL more than once. */
    public String named(String name, String type, Object value) {
        values.put(name, value);
        return "{" + name + ":" + type + "}";
    }

    public Map<String, Object> values() {
        return values;
    }
}
