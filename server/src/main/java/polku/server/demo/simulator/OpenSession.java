package polku.server.demo.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import polku.server.demo.simulator.Audience.Source;
import polku.server.demo.simulator.Cell.Sums;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Page;

/** A session as it goes on: what it came with, and its events under every name that a report could give them. */
final class OpenSession {
    private static final long HOUR_MILLIS = 3_600_000;

    private static final Map<String, String> UTM = Map.of(
            "utm_source", "utmSource",
            "utm_medium", "utmMedium",
            "utm_campaign", "utmCampaign",
            "utm_term", "utmTerm",
            "utm_content", "utmContent");

    private final String visitor;
    private final String host;
    private final Map<String, String> labels = new TreeMap<>();
    private final Map<LocalDate, Sums> sums = new TreeMap<>();
    private final Map<String, Map<String, Map<LocalDate, Sums>>> parts = new TreeMap<>();
    private final Map<ShopGoal, Map<LocalDate, Integer>> conversions = new EnumMap<>(ShopGoal.class);
    private final Set<LocalDate> converted = new HashSet<>();
    private long lastAt;
    private long firstEvent;
    private long lastEvent;
    private long events;
    private long engagedMillis;
    private long hour = -1;
    private LocalDate dayOfHour = LocalDate.MIN;

    OpenSession(String visitor, Visit visit) {
        this.visitor = visitor;
        Person person = visit.person();
        Source source = visit.source();
        Page first = visit.pages().get(0);
        if (source == null) {
            throw new IllegalArgumentException("robots have no sessions");
        }
        labels.put("source", source.name());
        labels.put("channel", source.channel());
        labels.put("referrer", withoutScheme(source.referrer()));
        labels.put("country", person.country().code());
        labels.put("device", person.device().kind());
        labels.put("browser", person.device().browser());
        labels.put("os", person.device().os());
        labels.put("screenClass", person.screenClass());
        labels.put("language", person.language());
        UTM.values().forEach(dimension -> labels.put(dimension, ""));
        URI address = URI.create(first.url());
        host = address.getHost();
        String query = address.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (UTM.containsKey(parts[0])) {
                labels.put(UTM.getOrDefault(parts[0], ""), URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
    }

    String visitor() {
        return visitor;
    }

    long lastAt() {
        return lastAt;
    }

    /** Any sign of life. */
    void seen(long at) {
        lastAt = at;
    }

    void engaged(int millis) {
        engagedMillis += millis;
    }

    void pageview(long at, Page page) {
        labels.putIfAbsent("entryPage", page.path());
        labels.put("exitPage", page.path());
        happened(at, "", page, 0);
        if (page.status() != 0) {
            part("status", Integer.toString(page.status()), at, "", page, 0);
        }
    }

    void event(CustomEvent event, Page page) {
        happened(event.at(), event.name(), page, event.revenueCents());
        event.props().forEach((name, value) -> {
            String told = value.toString();
            switch (event.name() + '.' + name) {
                case "outbound.url" -> part("outbound", told, event, page);
                case "download.url" -> part("download", told, event, page);
                case "search.term" -> part("search", told, event, page);
                case "search.results" -> part("prop:results", told, event, page);
                case "coupon.code" -> part("prop:code", told, event, page);
                case "purchase.coupon" -> part("prop:coupon", told, event, page);
                case "purchase.delivery" -> part("prop:delivery", told, event, page);
                default -> {
                    // no report of the dashboard's is about it
                }
            }
        });
    }

    String entryPage() {
        return labels.getOrDefault("entryPage", "");
    }

    /** What holds for the whole session, by dimension. */
    Map<String, String> labels() {
        return labels;
    }

    Map<LocalDate, Sums> sums() {
        return sums;
    }

    /** What holds for some of its events, by dimension and value. */
    Map<String, Map<String, Map<LocalDate, Sums>>> parts() {
        return parts;
    }

    /** How often it reached each goal, by day. */
    Map<ShopGoal, Map<LocalDate, Integer>> conversions() {
        return conversions;
    }

    ClosedSession close(int number) {
        return new ClosedSession(
                number, day(firstEvent), day(lastEvent), events == 1, converted, lastEvent - firstEvent, engagedMillis);
    }

    private void happened(long at, String name, Page page, long revenueCents) {
        firstEvent = firstEvent == 0 ? at : firstEvent;
        lastEvent = at;
        events++;
        add(sums.computeIfAbsent(day(at), key -> new Sums()), name, page, revenueCents);
        part("page", page.path(), at, name, page, revenueCents);
        part("title", page.title(), at, name, page, revenueCents);
        part("hostname", host, at, name, page, revenueCents);
        part("event", name.isEmpty() ? "pageview" : name, at, name, page, revenueCents);
        for (ShopGoal goal : ShopGoal.values()) {
            if (goal.isReached(name, page.path())) {
                conversions.computeIfAbsent(goal, key -> new HashMap<>()).merge(day(at), 1, Integer::sum);
                converted.add(day(at));
            }
        }
    }

    private void part(String dimension, String value, CustomEvent event, Page page) {
        part(dimension, value, event.at(), event.name(), page, event.revenueCents());
    }

    private void part(String dimension, String value, long at, String name, Page page, long revenueCents) {
        Sums ofValue = parts.computeIfAbsent(dimension, key -> new TreeMap<>())
                .computeIfAbsent(value, key -> new HashMap<>())
                .computeIfAbsent(day(at), key -> new Sums());
        add(ofValue, name, page, revenueCents);
    }

    private static void add(Sums sums, String name, Page page, long revenueCents) {
        if (name.isEmpty()) {
            sums.pageviews++;
        } else {
            sums.customEvents++;
        }
        sums.purchases += name.equals("purchase") ? 1 : 0;
        sums.revenueCents += revenueCents;
        for (ShopGoal goal : ShopGoal.values()) {
            if (goal.isReached(name, page.path())) {
                sums.conversions++;
                return;
            }
        }
    }

    private static String withoutScheme(String referrer) {
        return referrer.replaceFirst("^https://", "");
    }

    /** Most events are of the hour of the one before. */
    private LocalDate day(long at) {
        if (at / HOUR_MILLIS != hour) {
            hour = at / HOUR_MILLIS;
            dayOfHour = LocalDate.ofInstant(Instant.ofEpochMilli(at), Rhythm.ZONE);
        }
        return dayOfHour;
    }
}
