package polku.collector.beacon;

import com.fasterxml.jackson.core.JsonToken;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.storage.write.Product;

/** Reads the body of {@code POST /api/v1/events}; a refusal names the index of the element that is wrong. */
public final class ServerEventParser {
    public static final int MAX_BODY = 1 << 20;
    private static final int MAX_EVENTS = 1000;
    private static final int MAX_ID = 128;

    private final JsonReader json;

    private ServerEventParser(JsonReader json) {
        this.json = json;
    }

    /** @throws polku.collector.Refusal where the body is not such an array */
    public static List<ServerEvent> parse(byte[] body) {
        try (JsonReader json = new JsonReader(body)) {
            json.at("The body");
            json.startArray();
            List<ServerEvent> events = new ArrayList<>();
            ServerEventParser parser = new ServerEventParser(json);
            while (json.nextElement()) {
                if (events.size() == MAX_EVENTS) {
                    json.at("The body");
                    throw json.wrong("must have at most " + MAX_EVENTS + " elements");
                }
                events.add(parser.event("[" + events.size() + "]"));
            }
            json.end();
            return events;
        }
    }

    private ServerEvent event(String where) {
        json.at(where);
        json.startObject();
        String site = null;
        String visitorId = null;
        long timestamp = -1;
        String sessionId = null;
        String name = null;
        String url = null;
        String title = "";
        String referrer = "";
        Map<String, String> props = Map.of();
        Beacon.Revenue revenue = null;
        List<Product> items = List.of();
        String userAgent = null;
        String ip = null;
        String id = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            if (json.token() == JsonToken.VALUE_NULL) {
                continue; // said to be absent
            }
            switch (member) {
                case "site" -> site = json.filledText(64);
                case "visitorId" -> visitorId = json.filledText(Limits.VISITOR);
                case "timestamp" -> timestamp = timestamp();
                case "sessionId" -> sessionId = json.filledText(MAX_ID);
                case "name" -> name = json.filledText(Limits.NAME);
                case "url" -> url = json.filledText(Limits.URL);
                case "title" -> title = json.text(Limits.TITLE);
                case "referrer" -> referrer = json.text(Limits.URL);
                case "props" -> props = EventMembers.props(json);
                case "revenue" -> revenue = EventMembers.revenue(json);
                case "items" -> items = EventMembers.products(json);
                case "userAgent" -> userAgent = json.filledText(Limits.USER_AGENT);
                case "ip" -> ip = json.filledText(Limits.ADDRESS);
                case "id" -> id = json.filledText(MAX_ID);
                default -> json.skip();
            }
        }
        json.at(where);
        if (visitorId == null && (ip == null || userAgent == null)) {
            throw json.wrong("lacks 'visitorId', or 'ip' and 'userAgent'");
        }
        return new ServerEvent(
                required(site, "site"),
                visitorId,
                timestamp,
                sessionId,
                required(name, "name"),
                url,
                title,
                referrer,
                props,
                revenue,
                items,
                userAgent,
                ip,
                id);
    }

    private long timestamp() {
        if (json.token() == JsonToken.VALUE_STRING) {
            try {
                return OffsetDateTime.parse(json.text(40)).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw json.wrong("must be a time such as 2026-10-01T10:00:00Z, or milliseconds since 1970");
            }
        }
        return json.integer(0, Limits.TIME);
    }

    private <T> T required(@Nullable T value, String member) {
        if (value == null) {
            throw json.wrong("lacks '" + member + "'");
        }
        return value;
    }
}
