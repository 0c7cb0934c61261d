package polku.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.query.page.PagePatternField;
import polku.query.report.Cursor;
import polku.query.report.FilterReader;
import polku.query.report.GoalDirectory;
import polku.query.report.GroupDirectory;
import polku.query.report.InvalidQuery;
import polku.query.report.Periods;
import polku.query.report.SiteTerms;
import polku.query.report.UnicodeText;
import polku.storage.control.ReplayPins;
import polku.storage.control.Site;
import polku.storage.read.Filter;
import polku.storage.read.Period;
import polku.storage.read.replay.ReplayQuestion;
import polku.storage.read.replay.ReplayWhere;

/** Checks what is asked about recorded sessions. Whatever is wrong is a 400 that points at the field. */
final class ReplayReader {
    static final int MOST_ROWS = 200;
    private static final int USUAL_ROWS = 50;
    private static final int MOST_SESSIONS = 1000;
    private static final int LONGEST_TEXT = 2048;
    private static final Set<String> CLICKS = Set.of("click", "rageClick", "deadClick", "errorClick");

    private final GoalDirectory goals;
    private final GroupDirectory groups;
    private final ReplayPins pins;

    ReplayReader(GoalDirectory goals, GroupDirectory groups, ReplayPins pins) {
        this.goals = goals;
        this.groups = groups;
        this.pins = pins;
    }

    SiteTerms terms(Site site) {
        return new SiteTerms(goals, groups, site);
    }

    /** @param asked written so that equal questions are written the same: a cursor fits its own alone */
    record Asked(ReplayQuestion question, String asked) {}

    Asked question(ReplaysRequest request, Site site, Instant now) {
        SiteTerms terms = terms(site);
        Period period = Periods.read(request.dateRange(), "/dateRange");
        List<Filter> filters = new FilterReader(terms).read(request.filters());
        List<ReplayQuestion.Order> order = order(request.orderBy());
        ReplaysRequest.Where where = request.where() == null ? ReplaysRequest.Where.ANY : request.where();
        String asked = String.join("\n", period.toString(), filters.toString(), where.toString(), order.toString());
        Integer limit = request.limit();
        if (limit != null && (limit < 1 || limit > MOST_ROWS)) {
            throw InvalidQuery.at("/limit", "must be from 1 to " + MOST_ROWS);
        }
        ReplayQuestion question = new ReplayQuestion(
                site.number(),
                period,
                filters,
                where(where, terms, site),
                order,
                site.replay().minimumSeconds(),
                now,
                terms.goals(),
                site.currency(),
                Cursor.offset(request.cursor(), asked),
                limit == null ? USUAL_ROWS : limit);
        return new Asked(question, asked);
    }

    private static List<ReplayQuestion.Order> order(@Nullable List<@Nullable List<@Nullable String>> given) {
        if (given == null || given.isEmpty()) {
            return List.of(new ReplayQuestion.Order(ReplayQuestion.By.STARTED_AT, true));
        }
        if (given.size() > ReplayQuestion.By.values().length) {
            throw InvalidQuery.at("/orderBy", "must be at most " + ReplayQuestion.By.values().length + " pairs");
        }
        List<ReplayQuestion.Order> order = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            List<@Nullable String> pair = given.get(i);
            String name = pair == null || pair.size() != 2 ? null : pair.get(0);
            String direction = pair == null || name == null ? null : pair.get(1);
            if (name == null || direction == null) {
                throw InvalidQuery.at("/orderBy/" + i, "must be a column, and asc or desc");
            }
            String pointer = "/orderBy/" + i;
            ReplayQuestion.By by = ReplayQuestion.By.of(name)
                    .orElseThrow(() -> InvalidQuery.at(
                            pointer + "/0",
                            "must be startedAt, duration, pages, clicks, frustration, errors, revenue or activity"));
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw InvalidQuery.at(pointer + "/1", "must be asc or desc");
            }
            order.add(new ReplayQuestion.Order(by, direction.equals("desc")));
        }
        return order;
    }

    private ReplayWhere where(ReplaysRequest.Where where, SiteTerms terms, Site site) {
        ReplaysRequest.From frustration = where.frustration();
        ReplaysRequest.Converted converted = where.converted();
        return new ReplayWhere(
                clicked(where.clicked()),
                text(where.errorText(), "/where/errorText"),
                text(where.requestText(), "/where/requestText"),
                frustration == null ? null : number(frustration.from(), "/where/frustration/from"),
                range(where.duration(), "/where/duration"),
                range(where.pages(), "/where/pages"),
                page(where.visitedPage()),
                where.purchased(),
                converted == null ? null : converted(converted, terms),
                text(where.user(), "/where/user"),
                where.visitor() == null ? null : (Long) id(where.visitor(), "/where/visitor"),
                these(where, site),
                others(where, site));
    }

    private static ReplayWhere.@Nullable Clicked clicked(ReplaysRequest.@Nullable Clicked given) {
        if (given == null) {
            return null;
        }
        String selector = text(given.selector(), "/where/clicked/selector");
        String kind = given.kind() == null ? "click" : given.kind();
        if (selector == null) {
            throw InvalidQuery.at("/where/clicked/selector", "is missing");
        }
        if (!CLICKS.contains(kind)) {
            throw InvalidQuery.at("/where/clicked/kind", "must be click, rageClick, deadClick or errorClick");
        }
        return new ReplayWhere.Clicked(selector, text(given.page(), "/where/clicked/page"), kind);
    }

    private static ReplayWhere.Converted converted(ReplaysRequest.Converted given, SiteTerms terms) {
        if (given.goal() == null) {
            throw InvalidQuery.at("/where/converted/goal", "is missing");
        }
        return new ReplayWhere.Converted(
                terms.goal(given.goal(), "/where/converted/goal"), given.is() == null || given.is());
    }

    private static ReplayWhere.@Nullable Range range(ReplaysRequest.@Nullable Range given, String pointer) {
        if (given == null) {
            return null;
        }
        Integer from = number(given.from(), pointer + "/from");
        Integer to = number(given.to(), pointer + "/to");
        if (from != null && to != null && from > to) {
            throw InvalidQuery.at(pointer + "/to", "must not be less than from");
        }
        return new ReplayWhere.Range(from, to);
    }

    private static @Nullable Integer number(@Nullable Integer given, String pointer) {
        if (given != null && (given < 0 || given > 1_000_000_000)) {
            throw InvalidQuery.at(pointer, "must be from 0 to 1000000000");
        }
        return given;
    }

    private static @Nullable String page(@Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            return PagePatternField.read(given);
        } catch (IllegalArgumentException e) {
            throw InvalidQuery.at("/where/visitedPage", String.valueOf(e.getMessage()));
        }
    }

    static @Nullable String text(@Nullable String given, String pointer) {
        if (given == null) {
            return null;
        }
        if (given.isEmpty() || given.length() > LONGEST_TEXT) {
            throw InvalidQuery.at(pointer, "must have 1 to " + LONGEST_TEXT + " characters");
        }
        UnicodeText.check(given, pointer);
        return given;
    }

    private static long id(String given, String pointer) {
        return SessionIds.read(given).orElseThrow(() -> InvalidQuery.at(pointer, "must be an id, in digits"));
    }

    /** The sessions that may be, where only some may. */
    private @Nullable List<Long> these(ReplaysRequest.Where where, Site site) {
        List<Long> these = null;
        List<@Nullable String> given = where.sessions();
        if (given != null) {
            if (given.size() > MOST_SESSIONS) {
                throw InvalidQuery.at("/where/sessions", "must have at most " + MOST_SESSIONS + " elements");
            }
            these = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                String each = given.get(i);
                these.add(id(each == null ? "" : each, "/where/sessions/" + i));
            }
        }
        if (Boolean.TRUE.equals(where.pinned())) {
            these = both(these, pins.pinned(site.id()));
        }
        if (Boolean.TRUE.equals(where.watched())) {
            these = both(these, pins.watched(site.id()));
        }
        return these;
    }

    private static List<Long> both(@Nullable List<Long> some, List<Long> others) {
        if (some == null) {
            return others;
        }
        Set<Long> known = new HashSet<>(others);
        return some.stream().filter(known::contains).toList();
    }

    private @Nullable List<Long> others(ReplaysRequest.Where where, Site site) {
        Set<Long> others = new HashSet<>();
        if (Boolean.FALSE.equals(where.pinned())) {
            others.addAll(pins.pinned(site.id()));
        }
        if (Boolean.FALSE.equals(where.watched())) {
            others.addAll(pins.watched(site.id()));
        }
        return others.isEmpty() ? null : others.stream().sorted().toList();
    }
}
