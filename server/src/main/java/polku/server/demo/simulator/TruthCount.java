package polku.server.demo.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Engagement;
import polku.server.demo.simulator.Visit.Identify;
import polku.server.demo.simulator.Visit.Interaction;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Pageview;

/**
 * Counts what was simulated, item by item, the plain way: it does not know what the simulator calls a visit, but cuts
 * each visitor's items into sessions by the 30-minute rule itself. Items of a visitor must come in order of time.
 */
final class TruthCount {
    private static final long SESSION_GAP_MILLIS = 30 * 60_000L;

    private final Tally total = new Tally();
    private final Map<String, Tally> days = new TreeMap<>();
    private final Map<String, Tally> sources = new TreeMap<>();
    private final Map<String, Tally> countries = new TreeMap<>();
    private final Map<String, Tally> devices = new TreeMap<>();
    private final Map<String, Tally> pages = new TreeMap<>();
    private final Map<String, Long> eventsByName = new TreeMap<>();
    private final Map<String, Long> interactionsByKind = new TreeMap<>();
    private final Map<String, Long> robots = new TreeMap<>();
    private final Set<String> identified = new HashSet<>();
    private final Map<String, OpenSession> open = new HashMap<>();

    void add(Visit visit) {
        if (visit.robot() != null) {
            robots.merge(visit.robot().name(), (long) visit.items().size(), Long::sum);
            return;
        }
        for (Item item : visit.items()) {
            add(visit, item);
        }
    }

    Truth truth(long seed, Instant from, Instant to) {
        open.values().forEach(this::close);
        open.clear();
        return new Truth(
                seed,
                from.toString(),
                to.toString(),
                Rhythm.ZONE.getId(),
                total.count(),
                counts(days),
                counts(sources),
                counts(countries),
                counts(devices),
                counts(pages),
                eventsByName,
                interactionsByKind,
                identified.size(),
                robots);
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
        if (session == null || item.at() - session.lastAt > SESSION_GAP_MILLIS) {
            if (session != null) {
                close(session);
            }
            session = new OpenSession(visitor, visit);
            open.put(visitor, session);
        }
        session.lastAt = item.at();
        String path = visit.pages().get(item.page()).path();
        for (Tally tally : session.tallies(path, day(item.at()))) {
            if (item instanceof Pageview) {
                tally.pageviews++;
            } else if (item instanceof CustomEvent event) {
                tally.customEvents++;
                tally.purchases += event.name().equals("purchase") ? 1 : 0;
                tally.revenueCents += event.revenueCents();
            }
        }
        if (item instanceof Pageview) {
            session.event(item.at(), path);
            session.pageviews++;
        } else if (item instanceof CustomEvent event) {
            session.event(item.at(), path);
            session.customEvents++;
            eventsByName.merge(event.name(), 1L, Long::sum);
        } else if (item instanceof Engagement ping) {
            session.engagedMillis += ping.activeMillis();
        }
    }

    private void close(OpenSession session) {
        Set<Tally> touched = new HashSet<>(session.labels());
        for (LocalDate day = day(session.firstEvent); !day.isAfter(day(session.lastEvent)); day = day.plusDays(1)) {
            touched.add(days.computeIfAbsent(day.toString(), key -> new Tally()));
        }
        session.paths.forEach(path -> touched.add(pages.computeIfAbsent(path, key -> new Tally())));
        for (Tally tally : touched) {
            tally.visitors.add(session.visitor);
            tally.sessions++;
            tally.bounces += session.pageviews == 1 && session.customEvents == 0 ? 1 : 0;
            tally.durationMillis += session.lastEvent - session.firstEvent;
            tally.engagedMillis += session.engagedMillis;
        }
    }

    private static LocalDate day(long at) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(at), Rhythm.ZONE);
    }

    private static Map<String, Truth.Count> counts(Map<String, Tally> tallies) {
        return tallies.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().count(), (a, b) -> a, TreeMap::new));
    }

    private final class OpenSession {
        final String visitor;
        final String source;
        final String country;
        final String device;
        final Set<String> paths = new HashSet<>();
        long lastAt;
        long firstEvent;
        long lastEvent;
        long pageviews;
        long customEvents;
        long engagedMillis;

        OpenSession(String visitor, Visit visit) {
            this.visitor = visitor;
            this.source = visit.source();
            this.country = visit.person().country();
            this.device = visit.person().device().kind();
        }

        void event(long at, String path) {
            firstEvent = firstEvent == 0 ? at : firstEvent;
            lastEvent = at;
            paths.add(path);
        }

        List<Tally> labels() {
            return List.of(
                    total,
                    sources.computeIfAbsent(source, key -> new Tally()),
                    countries.computeIfAbsent(country, key -> new Tally()),
                    devices.computeIfAbsent(device, key -> new Tally()));
        }

        List<Tally> tallies(String path, LocalDate day) {
            List<Tally> tallies = new ArrayList<>(labels());
            tallies.add(pages.computeIfAbsent(path, key -> new Tally()));
            tallies.add(days.computeIfAbsent(day.toString(), key -> new Tally()));
            return tallies;
        }
    }

    private static final class Tally {
        final Set<String> visitors = new HashSet<>();
        long sessions;
        long bounces;
        long pageviews;
        long customEvents;
        long purchases;
        long revenueCents;
        long durationMillis;
        long engagedMillis;

        Truth.Count count() {
            return new Truth.Count(
                    visitors.size(),
                    sessions,
                    bounces,
                    pageviews,
                    customEvents,
                    pageviews + customEvents,
                    purchases,
                    revenueCents / 100.0,
                    durationMillis / 1000.0,
                    engagedMillis / 1000.0);
        }
    }
}
