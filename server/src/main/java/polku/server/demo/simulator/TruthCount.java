package polku.server.demo.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.Identify;
import polku.server.demo.simulator.Visit.Interaction;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Pageview;

/**
 * Counts what was simulated, item by item, the plain way: it does not know what the simulator calls a visit, but cuts
 * each visitor's items into sessions by the 30-minute rule itself. Visits must come in order of their beginning, give or
 * take a minute, and the items of a visitor in order of time.
 */
final class TruthCount {
    static final long SESSION_GAP_MILLIS = 30 * 60_000L;

    private static final long OUT_OF_ORDER_MILLIS = 60_000;

    private final LocalDate lastDay;
    private final Cell total;
    private final Map<String, Map<String, Cell>> dimensions = new TreeMap<>();
    private final GoalCount goals = new GoalCount();
    private final GoalCount goalsOfWholeDays = new GoalCount();
    private final Map<String, Long> interactionsByKind = new TreeMap<>();
    private final Map<String, Long> robots = new TreeMap<>();
    private final Set<String> identified = new HashSet<>();
    private final Map<String, Integer> visitors = new HashMap<>();
    private final Map<String, OpenSession> open = new HashMap<>();
    private final PlantedCount planted = new PlantedCount();
    private LocalDate today = LocalDate.MIN;
    private long swept;

    /** @param lastDay the one that is not over */
    TruthCount(LocalDate lastDay) {
        this.lastDay = lastDay;
        this.total = new Cell(lastDay);
    }

    void add(Visit visit) {
        if (visit.robot() != null) {
            robots.merge(visit.robot().name(), (long) visit.items().size(), Long::sum);
            return;
        }
        endWhatIsOver(visit.firstAt());
        planted.add(visit);
        for (Item item : visit.items()) {
            add(visit, item);
        }
    }

    Truth truth(long seed, Simulator simulator) {
        open.values().forEach(this::close);
        open.clear();
        endDaysBefore(LocalDate.MAX);
        Map<String, Map<String, Truth.Count>> by = new TreeMap<>();
        Map<String, Map<String, Map<String, Truth.Count>>> byDay = new TreeMap<>();
        dimensions.forEach((dimension, cells) -> cells.forEach((value, cell) -> {
            by.computeIfAbsent(dimension, key -> new TreeMap<>()).put(value, cell.total());
            byDay.computeIfAbsent(dimension, key -> new TreeMap<>()).put(value, cell.days());
        }));
        return new Truth(
                seed,
                simulator.start().toString(),
                simulator.end().toString(),
                Rhythm.ZONE.getId(),
                simulator.happenings().named(),
                planted.truth(),
                total.total(),
                total.days(),
                goals.reached(),
                by,
                byDay,
                wholeDays(),
                interactionsByKind,
                identified.size(),
                robots);
    }

    private Truth.WholeDays wholeDays() {
        Map<String, Map<String, Truth.Count>> by = new TreeMap<>();
        dimensions.forEach((dimension, cells) -> cells.forEach((value, cell) -> {
            Truth.Count count = cell.wholeDays();
            if (count.sessions() > 0) {
                by.computeIfAbsent(dimension, key -> new TreeMap<>()).put(value, count);
            }
        }));
        Instant to = lastDay.atStartOfDay(Rhythm.ZONE).toInstant();
        return new Truth.WholeDays(to.toString(), total.wholeDays(), goalsOfWholeDays.reached(), by);
    }

    private void add(Visit visit, Item item) {
        if (item instanceof Identify identify) {
            identified.add(identify.user());
            return;
        }
        if (item instanceof Interaction interaction) {
            interactionsByKind.merge(interaction.kind(), (long) interaction.rows(), Long::sum);
            if (!interaction.isSignOfLife()) {
                return;
            }
        }
        String visitor = visit.person().countedAs();
        OpenSession session = open.get(visitor);
        if (session == null || item.at() - session.lastAt() > SESSION_GAP_MILLIS) {
            if (session != null) {
                close(session);
            }
            session = new OpenSession(visitor, visit);
            open.put(visitor, session);
        }
        session.seen(item.at());
        Visit.Page page = visit.pages().get(item.page());
        if (item instanceof Pageview) {
            session.pageview(item.at(), page);
        } else if (item instanceof CustomEvent event) {
            session.event(event, page);
        } else if (item instanceof Engagement ping) {
            session.engaged(ping.activeMillis());
        }
    }

    private void close(OpenSession session) {
        int visitor = visitors.computeIfAbsent(session.visitor(), key -> visitors.size());
        ClosedSession closed = session.close(visitor);
        total.add(closed, true, session.sums());
        session.labels().forEach((dimension, value) -> cell(dimension, value).add(closed, true, session.sums()));
        session.parts()
                .forEach((dimension, values) -> values.forEach((value, sums) -> {
                    boolean entered = !dimension.equals("page") || value.equals(session.entryPage());
                    cell(dimension, value).add(closed, entered, sums);
                }));
        session.conversions().forEach((goal, byDay) -> {
            goals.add(goal, byDay.values());
            goalsOfWholeDays.add(
                    goal,
                    byDay.entrySet().stream()
                            .filter(day -> day.getKey().isBefore(lastDay))
                            .map(Map.Entry::getValue)
                            .toList());
        });
    }

    private Cell cell(String dimension, String value) {
        return dimensions
                .computeIfAbsent(dimension, key -> new TreeMap<>())
                .computeIfAbsent(value, key -> new Cell(lastDay));
    }

    /** Sessions that nothing can be added to any more, and the days that no session can touch any more. */
    private void endWhatIsOver(long now) {
        if (now - swept < SESSION_GAP_MILLIS) {
            return;
        }
        swept = now;
        List<OpenSession> over = open.values().stream()
                .filter(session -> now - session.lastAt() > SESSION_GAP_MILLIS + OUT_OF_ORDER_MILLIS)
                .toList();
        over.forEach(session -> {
            open.remove(session.visitor());
            close(session);
        });
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(now), Rhythm.ZONE);
        if (date.isAfter(today)) {
            today = date;
            endDaysBefore(date.minus(2, ChronoUnit.DAYS));
        }
    }

    private void endDaysBefore(LocalDate day) {
        total.endDaysBefore(day);
        dimensions.values().forEach(cells -> cells.values().forEach(cell -> cell.endDaysBefore(day)));
    }
}
