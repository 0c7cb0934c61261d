package polku.storage.read.heatmap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import polku.storage.control.UrlGroup;
import polku.storage.read.RecordedSession;
import polku.storage.read.RecordedSession.Hit;
import polku.storage.read.ReportOracle;
import polku.storage.read.heatmap.HeatmapOracle.Pageview;
import polku.storage.statistics.Sample;
import polku.storage.write.InteractionRow.Kind;

/** As {@link HeatmapOracle}, of elements, zones and pages. */
final class ClickOracle {
    private final HeatmapOracle oracle;

    ClickOracle(HeatmapOracle oracle) {
        this.oracle = oracle;
    }

    // ---- elements

    /** By selector; tags and texts, which may be any of several, are "". */
    Map<String, Elements.Row> elements(ElementQuestion question) {
        HeatmapScope scope = question.scope();
        HeatmapScope other = question.compared();
        Set<String> selectors =
                oracle.touches(scope, Kind.CLICK, Kind.RAGE_CLICK, Kind.DEAD_CLICK, Kind.ERROR_CLICK).stream()
                        .map(Touch::selector)
                        .collect(Collectors.toCollection(HashSet::new));
        if (other != null) {
            oracle.touches(other, Kind.CLICK).forEach(click -> selectors.add(click.selector()));
        }
        int all = oracle.touches(scope, Kind.CLICK).size();
        Map<String, Elements.Row> rows = new HashMap<>();
        for (String selector : selectors) {
            List<Touch> clicks = on(selector, oracle.touches(scope, Kind.CLICK));
            long sessions = sessions(clicks);
            long visited = oracle.sessions(scope);
            long converted = sessionsOf(clicks).stream()
                    .filter(session -> session.events().stream()
                            .anyMatch(hit -> ReportOracle.reaches(hit, question.goals())
                                    && clicks.stream()
                                            .anyMatch(click -> click.session() == session && click.at() <= hit.at())))
                    .count();
            Elements.Compared compared = null;
            Double pValue = null;
            if (other != null) {
                List<Touch> others = on(selector, oracle.touches(other, Kind.CLICK));
                long otherVisited = oracle.sessions(other);
                compared = new Elements.Compared(others.size(), sessions(others), rate(sessions(others), otherVisited));
                pValue = Sample.sameProportion(
                        proportion(sessions(others), otherVisited), proportion(sessions, visited));
            }
            rows.put(
                    selector,
                    new Elements.Row(
                            selector,
                            "",
                            "",
                            clicks.size(),
                            rate(clicks.size(), all),
                            sessions,
                            rate(sessions, visited),
                            on(selector, oracle.touches(scope, Kind.RAGE_CLICK)).size(),
                            on(selector, oracle.touches(scope, Kind.DEAD_CLICK)).size(),
                            on(selector, oracle.touches(scope, Kind.ERROR_CLICK))
                                    .size(),
                            hesitation(clicks, on(selector, oracle.touches(scope, Kind.MOVE))),
                            converted,
                            rate(converted, sessions),
                            compared,
                            pValue));
        }
        return rows;
    }

    private static Sample proportion(long part, long whole) {
        return new Sample(whole, Math.min(part, whole), Math.min(part, whole));
    }

    private static @Nullable Double hesitation(List<Touch> clicks, List<Touch> moves) {
        List<Double> waits = new ArrayList<>();
        Map<Pageview, List<Touch>> byView = HeatmapOracle.by(moves, HeatmapOracle::pageview);
        HeatmapOracle.by(clicks, HeatmapOracle::pageview).forEach((view, here) -> {
            long clicked = here.stream().mapToLong(Touch::at).min().orElseThrow();
            byView.getOrDefault(view, List.of()).stream()
                    .mapToLong(Touch::at)
                    .min()
                    .ifPresent(came -> {
                        if (came <= clicked) {
                            waits.add((clicked - came) / 1000.0);
                        }
                    });
        });
        if (waits.isEmpty()) {
            return null;
        }
        waits.sort(null);
        int middle = waits.size() / 2;
        return waits.size() % 2 == 1 ? waits.get(middle) : (Double) ((waits.get(middle - 1) + waits.get(middle)) / 2);
    }

    private static List<Touch> on(String selector, List<Touch> touches) {
        return touches.stream()
                .filter(touch -> touch.selector().equals(selector))
                .toList();
    }

    private static long sessions(List<Touch> touches) {
        return sessionsOf(touches).size();
    }

    private static Set<RecordedSession> sessionsOf(List<Touch> touches) {
        return touches.stream().map(Touch::session).collect(Collectors.toSet());
    }

    private static @Nullable Double rate(double part, double whole) {
        return whole == 0 ? null : (Double) Math.min(1, part / whole);
    }

    // ---- zones

    Zones zones(ZoneQuestion question) {
        HeatmapScope scope = question.scope();
        List<Touch> looks = oracle.touches(scope, Kind.ATTENTION);
        long looked = looks.stream().map(HeatmapOracle::pageview).distinct().count();
        List<Zones.Row> rows = new ArrayList<>();
        for (ZoneQuestion.Zone zone : question.zones()) {
            List<Touch> clicks = oracle.touches(scope, Kind.CLICK).stream()
                    .filter(click -> zone.selectors().contains(click.selector()))
                    .toList();
            Set<Pageview> touched = oracle.touches(scope, Kind.CLICK, Kind.MOVE).stream()
                    .filter(touch -> zone.selectors().contains(touch.selector()))
                    .map(HeatmapOracle::pageview)
                    .collect(Collectors.toSet());
            double middle = Math.min(999, Math.floor((zone.top() + zone.bottom()) / 2));
            List<Touch> seen = looks.stream()
                    .filter(look -> zone.alwaysInView()
                            || (look.row().attention().bandTop() <= middle
                                    && middle < look.row().attention().bandBottom()))
                    .toList();
            Set<Pageview> exposed = seen.stream().map(HeatmapOracle::pageview).collect(Collectors.toSet());
            long millis = seen.stream()
                    .mapToLong(look -> look.row().attention().activeMs())
                    .sum();
            BigDecimal revenue = BigDecimal.ZERO;
            long purchases = 0;
            for (RecordedSession session : sessionsOf(clicks)) {
                for (Hit hit : session.events()) {
                    boolean after =
                            clicks.stream().anyMatch(click -> click.session() == session && click.at() <= hit.at());
                    if (after && hit.name().equals("purchase")) {
                        purchases++;
                        boolean own = hit.currency().isEmpty() || hit.currency().equals(question.currency());
                        revenue = revenue.add(own && hit.revenue() != null ? hit.revenue() : BigDecimal.ZERO);
                    }
                }
            }
            rows.add(new Zones.Row(
                    zone.id(),
                    clicks.size(),
                    sessions(clicks),
                    rate(sessions(clicks), oracle.sessions(scope)),
                    exposed.size(),
                    rate(exposed.size(), looked),
                    exposed.isEmpty() ? null : (Double) (millis / 1000.0 / exposed.size()),
                    rate(exposed.stream().filter(touched::contains).count(), exposed.size()),
                    revenue,
                    purchases));
        }
        return new Zones(oracle.samples(scope), looked, rows);
    }

    // ---- one element

    /** By the local date and hour that a step begins at. */
    Map<Object, ElementSeriesStore.Step> series(ElementSeriesQuestion question, Function<Long, Object> step) {
        Map<Object, ElementSeriesStore.Step> steps = new HashMap<>();
        List<Touch> clicks = on(question.selector(), oracle.touches(question.scope(), Kind.CLICK));
        HeatmapOracle.by(clicks, click -> step.apply(click.at()))
                .forEach((when, here) -> steps.put(when, new ElementSeriesStore.Step(here.size(), sessions(here))));
        return steps;
    }

    // ---- pages

    Map<String, PageRow> pages(PageQuestion question) {
        HeatmapScope scope = question.scope();
        List<UrlGroup> groups = question.groups();
        Function<String, String> place = page -> groups == null ? page : ReportOracle.group(groups, page);
        List<Touch> touches = oracle.touches(scope, Kind.CLICK, Kind.RAGE_CLICK, Kind.DEAD_CLICK, Kind.ERROR_CLICK);
        List<Touch> pings = oracle.touches(scope, Kind.ENGAGEMENT);
        List<HeatmapOracle.View> views = oracle.views(scope, scope.device());
        Set<String> pages = new HashSet<>();
        touches.forEach(touch -> pages.add(place.apply(touch.row().page())));
        views.forEach(view -> pages.add(place.apply(view.hit().page())));
        Map<String, Long> visited = new HashMap<>();
        Map<String, Long> frustrated = new HashMap<>();
        for (String page : pages) {
            visited.put(
                    page,
                    views.stream()
                            .filter(view -> place.apply(view.hit().page()).equals(page))
                            .map(view -> view.session().id())
                            .distinct()
                            .count());
            frustrated.put(
                    page,
                    sessions(touches.stream()
                            .filter(touch -> touch.kind() != Kind.CLICK
                                    && place.apply(touch.row().page()).equals(page))
                            .toList()));
        }
        double all = visited.values().stream().mapToLong(Long::longValue).sum();
        double usual = all == 0
                ? 0
                : Math.min(
                        1,
                        frustrated.values().stream().mapToLong(Long::longValue).sum() / all);
        Map<String, PageRow> rows = new HashMap<>();
        for (String page : pages) {
            List<HeatmapOracle.View> here = views.stream()
                    .filter(view -> place.apply(view.hit().page()).equals(page))
                    .toList();
            List<Touch> done = touches.stream()
                    .filter(touch -> place.apply(touch.row().page()).equals(page))
                    .toList();
            Map<Long, Integer> depths = new HashMap<>();
            pings.stream()
                    .filter(ping -> place.apply(ping.row().page()).equals(page))
                    .forEach(ping ->
                            depths.merge(ping.visitor(), ping.row().attention().depth(), Math::max));
            List<Long> devices = new ArrayList<>();
            for (String device : List.of("desktop", "tablet", "mobile")) {
                devices.add(oracle.views(scope, device).stream()
                        .filter(view -> place.apply(view.hit().page()).equals(page))
                        .count());
            }
            double shrunk = Math.min(1, (frustrated.get(page) + 30 * usual) / (visited.get(page) + 30));
            rows.put(
                    page,
                    new PageRow(
                            page,
                            here.size(),
                            visited.get(page),
                            count(done, Kind.CLICK),
                            here.isEmpty() ? null : (Double) (count(done, Kind.CLICK) / (double) here.size()),
                            count(done, Kind.RAGE_CLICK),
                            rate(
                                    sessions(done.stream()
                                            .filter(touch -> touch.kind() == Kind.RAGE_CLICK)
                                            .toList()),
                                    visited.get(page)),
                            count(done, Kind.DEAD_CLICK),
                            count(done, Kind.ERROR_CLICK),
                            HeatmapOracle.mean(depths.values().stream()
                                    .map(depth -> depth / 1000.0)
                                    .toList()),
                            new PageRow.Devices(devices.get(0), devices.get(1), devices.get(2)),
                            Math.max(0, visited.get(page) * (shrunk - usual))));
        }
        return rows;
    }

    private static long count(List<Touch> touches, Kind kind) {
        return touches.stream().filter(touch -> touch.kind() == kind).count();
    }
}
