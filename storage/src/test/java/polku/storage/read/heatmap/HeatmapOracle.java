package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polku.storage.control.Goal;
import polku.storage.read.Period;
import polku.storage.read.RecordedSession;
import polku.storage.read.RecordedSession.Hit;
import polku.storage.read.ReportOracle;
import polku.storage.write.InteractionRow.Kind;

/** Answers questions about pages by going through all that was done in them, one definition of docs/heatmaps.md after the other. */
final class HeatmapOracle {
    private final List<RecordedSession> sessions;
    private final List<Touch> touches;

    HeatmapOracle(List<RecordedSession> sessions, List<Touch> touches) {
        this.sessions = sessions.stream().filter(s -> !s.events().isEmpty()).toList();
        this.touches = touches;
    }

    /** A cell of an element, and the interactions in it. */
    record Cell(
            String selector, int column, int line, @Nullable String value) {}

    record Pageview(long visitor, int id) {}

    record View(RecordedSession session, Hit hit) {}

    // ---- what counts

    Samples samples(HeatmapScope scope) {
        List<Samples.OfDevice> devices = new ArrayList<>();
        for (String device : List.of("desktop", "tablet", "mobile")) {
            List<View> views = views(scope, device);
            devices.add(new Samples.OfDevice(device, views.size(), distinctSessions(views)));
        }
        return new Samples(devices);
    }

    /** Of the page, on the devices asked for. */
    long sessions(HeatmapScope scope) {
        return distinctSessions(views(scope, scope.device()));
    }

    private static long distinctSessions(List<View> views) {
        return views.stream().map(view -> view.session().id()).distinct().count();
    }

    List<View> views(HeatmapScope scope, @Nullable String device) {
        List<View> views = new ArrayList<>();
        for (RecordedSession session : sessions) {
            if (ReportOracle.keeps(session, scope.filters())) {
                for (Hit hit : session.pageviews()) {
                    if (isIn(scope.period(), hit.at())
                            && isOn(scope.place(), hit.page())
                            && (device == null || device.equals(Touch.device(hit)))) {
                        views.add(new View(session, hit));
                    }
                }
            }
        }
        return views;
    }

    List<Touch> touches(HeatmapScope scope, Kind... kinds) {
        return touches.stream()
                .filter(touch -> List.of(kinds).contains(touch.kind()))
                .filter(touch -> isIn(scope.period(), touch.at()))
                .filter(touch -> isOn(scope.place(), touch.row().page()))
                .filter(touch -> scope.device() == null
                        || scope.device().equals(touch.row().device()))
                .filter(touch -> ReportOracle.keeps(touch.session(), scope.filters()))
                .toList();
    }

    private static boolean isIn(Period period, long at) {
        return period.fromMillis() <= at && at < period.toMillis();
    }

    private static boolean isOn(Place place, String page) {
        if (place instanceof Place.Group group) {
            return ReportOracle.group(group.groups(), page).equals(group.name());
        }
        return place instanceof Place.Any
                || place instanceof Place.Page single && single.page().equals(page);
    }

    // ---- points

    static Kind kind(PointKind kind) {
        return switch (kind) {
            case CLICK -> Kind.CLICK;
            case MOVE -> Kind.MOVE;
            case RAGE_CLICK -> Kind.RAGE_CLICK;
            case DEAD_CLICK -> Kind.DEAD_CLICK;
            case ERROR_CLICK -> Kind.ERROR_CLICK;
        };
    }

    /** By cell: how many, and the means of x, y, page x, page y and the document's width. */
    Map<Cell, List<Long>> points(PointQuestion question) {
        return by(
                        touches(question.scope(), kind(question.kind())),
                        touch -> cell(
                                touch.selector(),
                                touch.row().spot().x(),
                                touch.row().spot().y(),
                                question.by() == null ? null : value(question.by(), touch.session()),
                                question.kind()))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> {
                    List<Touch> here = entry.getValue();
                    return List.of(
                            (long) here.size(),
                            mean(here, touch -> touch.row().spot().x()),
                            mean(here, touch -> touch.row().spot().y()),
                            mean(here, touch -> touch.row().spot().pageX()),
                            mean(here, touch -> touch.row().spot().pageY()),
                            mean(here, touch -> touch.row().spot().documentWidth()));
                }));
    }

    /** A place has 32,768 steps on either side; 256 × 1024 cells for clicks, 64 × 256 for moves. */
    static Cell cell(String selector, int x, int y, @Nullable String value, PointKind kind) {
        boolean move = kind == PointKind.MOVE;
        return new Cell(selector, x * (move ? 64 : 256) / 32_768, y * (move ? 256 : 1024) / 32_768, value);
    }

    private static long mean(List<Touch> touches, Function<Touch, Integer> number) {
        return Math.round(touches.stream().mapToDouble(number::apply).average().orElseThrow());
    }

    String value(PointQuestion.By by, RecordedSession session) {
        if (by instanceof PointQuestion.By.Converted converted) {
            return reaches(session, converted.goals()) ? "converted" : "notConverted";
        }
        if (by instanceof PointQuestion.By.Returning) {
            return sessions.stream()
                            .anyMatch(other ->
                                    other.visitor() == session.visitor() && other.startedAt() < session.startedAt())
                    ? "returning"
                    : "new";
        }
        return switch (((PointQuestion.By.OfSession) by).dimension()) {
            case SOURCE -> session.attribution().source();
            case CHANNEL -> session.attribution().channel();
            case UTM_CAMPAIGN -> session.attribution().utmCampaign();
            case UTM_SOURCE -> session.attribution().utmSource();
            case COUNTRY -> session.client().country();
            case BROWSER -> session.client().browser();
            case OS -> session.client().os();
            case LANGUAGE -> session.client().language();
            default -> throw new IllegalArgumentException("not asked for: " + by);
        };
    }

    static boolean reaches(RecordedSession session, List<Goal> goals) {
        return session.events().stream().anyMatch(hit -> ReportOracle.reaches(hit, goals));
    }

    // ---- scrolling

    Scrolling scrolling(HeatmapScope scope) {
        List<Touch> pings = touches(scope, Kind.ENGAGEMENT);
        List<Touch> looks = touches(scope, Kind.ATTENTION);
        Map<Pageview, Integer> deepest = new HashMap<>();
        Map<Long, Integer> byVisitor = new HashMap<>();
        for (Touch ping : pings) {
            deepest.merge(pageview(ping), ping.row().attention().depth(), Math::max);
            byVisitor.merge(ping.visitor(), ping.row().attention().depth(), Math::max);
        }
        long[] reach = new long[1000];
        double[] seconds = new double[1000];
        for (int band = 0; band < 1000; band++) {
            int end = band + 1;
            reach[band] =
                    deepest.values().stream().filter(depth -> depth >= end).count();
            int at = band;
            seconds[band] = looks.stream()
                            .filter(look -> look.row().attention().bandTop() <= at
                                    && at < look.row().attention().bandBottom())
                            .mapToLong(look -> look.row().attention().activeMs())
                            .sum()
                    / 1000.0;
        }
        Map<Pageview, Integer> windows = new HashMap<>();
        Map<Pageview, Integer> documents = new HashMap<>();
        Stream.concat(pings.stream(), looks.stream()).forEach(touch -> {
            windows.merge(pageview(touch), touch.row().viewportHeight(), Math::max);
            documents.merge(pageview(touch), touch.row().spot().documentHeight(), Math::max);
        });
        List<Double> folds = windows.keySet().stream()
                .filter(view -> windows.get(view) > 0 && documents.get(view) > 0)
                .map(view -> Math.min(1, windows.get(view) / (double) documents.get(view)))
                .toList();
        return new Scrolling(
                samples(scope),
                deepest.size(),
                pings.stream().map(ping -> ping.session().id()).distinct().count(),
                reach,
                mean(byVisitor.values().stream().map(depth -> depth / 1000.0).toList()),
                mean(folds),
                mean(windows.values().stream()
                        .filter(px -> px > 0)
                        .map(Integer::doubleValue)
                        .toList()),
                mean(documents.values().stream()
                        .filter(px -> px > 0)
                        .map(Integer::doubleValue)
                        .toList()),
                new Scrolling.Attention(
                        looks.stream().map(HeatmapOracle::pageview).distinct().count(), seconds));
    }

    static Pageview pageview(Touch touch) {
        return new Pageview(touch.visitor(), touch.pageview());
    }

    static @Nullable Double mean(List<Double> numbers) {
        return numbers.isEmpty()
                ? null
                : (Double) numbers.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
    }

    static <K> Map<K, List<Touch>> by(List<Touch> touches, Function<Touch, K> key) {
        Map<K, List<Touch>> groups = new HashMap<>();
        touches.forEach(touch -> groups.computeIfAbsent(key.apply(touch), missing -> new ArrayList<>())
                .add(touch));
        return groups;
    }
}
