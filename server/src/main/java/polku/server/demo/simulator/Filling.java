package polku.server.demo.simulator;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.server.demo.simulator.ShopForm.Field;
import polku.server.demo.simulator.Visit.Form;

/** One form being filled in one pageview: what the tracker tells of it. */
final class Filling {
    private final ShopForm form;
    private final int page;
    private final Map<Field, Integer> fills = new EnumMap<>(Field.class);
    private @Nullable Field last;
    private long begunAt;

    Filling(ShopForm form, int page) {
        this.form = form;
        this.page = page;
    }

    ShopForm form() {
        return form;
    }

    /** Begun, and neither sent nor left. */
    boolean isOpen() {
        return last != null;
    }

    /** The first input into the form. */
    Form start(long at, Field field) {
        begunAt = at;
        last = field;
        return new Form(at, page, "start", form.selector(), field.selector(), field.fieldName(), 0, 0);
    }

    Form field(long at, Field field, int millis) {
        last = field;
        int changes = fills.merge(field, 1, Integer::sum) - 1;
        return new Form(at, page, "field", form.selector(), field.selector(), field.fieldName(), millis, changes);
    }

    Form submit(long at) {
        return end(at, "submit");
    }

    Form abandon(long at) {
        return end(at, "abandon");
    }

    private Form end(long at, String action) {
        Field touched = last;
        last = null;
        return touched == null
                ? new Form(at, page, action, form.selector(), "", "", 0, 0)
                : new Form(
                        at,
                        page,
                        action,
                        form.selector(),
                        touched.selector(),
                        touched.fieldName(),
                        (int) (at - begunAt),
                        0);
    }
}
