package polku.load.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import polku.load.PolkuUnderTest;

/**
 * What reports say of visits. {@link #told} tells it by brute force from the definition, apart from the product's code;
 * {@link #reported} asks a server.
 */
record VisitFigures(Map<String, Long> figures) {
    private static final long MINUTE = 60_000;
    private static final long PAUSE = 30 * MINUTE;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final List<String> METRICS =
            List.of("sessions", "visitors", "pageviews", "events", "bounceRate", "sessionDuration", "engagedTime");

    static VisitFigures told(List<Visits.Visitor> visitors) {
        Map<String, Long> figures = new TreeMap<>();
        long bounces = 0;
        long entered = 0;
        long duration = 0;
        long engaged = 0;
        for (Visits.Visitor visitor : visitors) {
            boolean counts = false;
            for (List<Visits.Sign> session : sessions(visitor.signs())) {
                List<Visits.Sign> events = session.stream()
                        .filter(sign -> sign.kind() != Visits.Kind.PING)
                        .toList();
                List<Visits.Sign> views = events.stream()
                        .filter(sign -> sign.kind() == Visits.Kind.PAGEVIEW)
                        .toList();
                if (events.isEmpty()) {
                    continue; // a session has at least one event
                }
                counts = true;
                add(figures, "sessions", 1);
                add(figures, "events", events.size());
                add(figures, "pageviews", views.size());
                duration += events.get(events.size() - 1).at() - events.get(0).at();
                engaged += session.stream()
                        .filter(sign -> sign.kind() == Visits.Kind.PING)
                        .mapToLong(Visits.Sign::activeMs)
                        .sum();
                if (!views.isEmpty()) {
                    entered++;
                    bounces += events.size() == 1 ? 1 : 0;
                    add(figures, "entered on " + views.get(0).page(), 1);
                    add(figures, "left on " + views.get(views.size() - 1).page(), 1);
                }
                views.forEach(view -> add(figures, "views of " + view.page(), 1));
            }
            add(figures, "visitors", counts ? 1 : 0);
        }
        long sessions = figures.getOrDefault("sessions", 0L);
        figures.put("bounces of a million", Math.round(1e6 * bounces / entered));
        figures.put("mean duration, ms", Math.round((double) duration / sessions));
        figures.put("mean engaged time, ms", Math.round((double) engaged / sessions));
        return new VisitFigures(figures);
    }

    private static List<List<Visits.Sign>> sessions(List<Visits.Sign> signs) {
        List<List<Visits.Sign>> sessions = new ArrayList<>();
        List<Visits.Sign> open = new ArrayList<>();
        for (Visits.Sign sign : signs) {
            if (!open.isEmpty()
                    && (sign.at() - open.get(open.size() - 1).at() >= PAUSE
                            || sign.at() - open.get(0).at() >= DAY)) {
                sessions.add(open);
                open = new ArrayList<>();
            }
            open.add(sign);
        }
        sessions.add(open);
        return sessions;
    }

    static VisitFigures reported(PolkuUnderTest polku) {
        Map<String, Long> figures = new TreeMap<>();
        List<Double> totals = polku.totals(METRICS);
        for (int i = 0; i < 4; i++) {
            figures.put(METRICS.get(i), Math.round(totals.get(i)));
        }
        figures.put("bounces of a million", Math.round(1e6 * totals.get(4)));
        figures.put("mean duration, ms", Math.round(1e3 * totals.get(5)));
        figures.put("mean engaged time, ms", Math.round(1e3 * totals.get(6)));
        put(figures, "entered on ", polku.by("entryPage", "sessions"));
        put(figures, "left on ", polku.by("exitPage", "sessions"));
        put(figures, "views of ", polku.by("page", "pageviews"));
        return new VisitFigures(figures);
    }

    private static void put(Map<String, Long> figures, String prefix, Map<String, Long> byPage) {
        byPage.forEach((page, count) -> {
            if (!page.isEmpty() && count > 0) {
                figures.put(prefix + page, count);
            }
        });
    }

    private static void add(Map<String, Long> figures, String name, long count) {
        figures.merge(name, count, Long::sum);
    }

    long get(String figure) {
        return figures.getOrDefault(figure, 0L);
    }

    /** Which figures are others there, with both numbers; empty where all agree. */
    List<String> differences(VisitFigures other) {
        TreeSet<String> names = new TreeSet<>(figures.keySet());
        names.addAll(other.figures.keySet());
        return names.stream()
                .filter(name -> get(name) != other.get(name))
                .map(name -> name + " " + get(name) + " instead of " + other.get(name))
                .toList();
    }
}
