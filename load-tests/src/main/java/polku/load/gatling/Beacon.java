package polku.load.gatling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One request of a visit, as planned. Times are ms of the visitor's life since the visit began.
 *
 * @param name what the report calls it
 * @param due when it is sent
 * @param page member of {@code pages}; all items belong to it
 */
record Beacon(String name, String id, long due, ObjectNode page, List<Item> items) {

    /** @param members all but {@code at} and {@code page}; durations are already as fast as the visit is played */
    record Item(long at, ObjectNode members) {}

    /**
     * What goes over the wire.
     *
     * @param begun when the visit began, ms since 1970
     * @param speed how much faster than life the visit is played
     * @param now when this is sent, ms since 1970
     */
    String body(String site, Visitor visitor, long begun, double speed, long now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("v", 1).put("site", site).put("id", id).put("language", visitor.language());
        body.putArray("viewport").add(visitor.width()).add(visitor.height());
        body.putArray("pages").add(page);
        var array = body.putArray("items");
        for (Item item : items) {
            long at = begun + (long) (item.at() / speed);
            array.addObject().put("at", at).put("page", 0).setAll(item.members());
        }
        return body.put("sentAt", now).toString();
    }
}
