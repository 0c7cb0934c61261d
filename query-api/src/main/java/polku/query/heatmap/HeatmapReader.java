package polku.query.heatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polku.query.report.FilterReader;
import polku.query.report.GoalDirectory;
import polku.query.report.GroupDirectory;
import polku.query.report.InvalidQuery;
import polku.query.report.Periods;
import polku.query.report.SeriesReader;
import polku.query.report.SiteTerms;
import polku.query.report.UnicodeText;
import polku.storage.control.Goal;
import polku.storage.control.Site;
import polku.storage.read.Dimension;
import polku.storage.read.Interval;
import polku.storage.read.heatmap.ElementQuestion;
import polku.storage.read.heatmap.ElementSeriesQuestion;
import polku.storage.read.heatmap.HeatmapScope;
import polku.storage.read.heatmap.PageQuestion;
import polku.storage.read.heatmap.Place;
import polku.storage.read.heatmap.PointKind;
import polku.storage.read.heatmap.PointQuestion;

/** Checks requests and says what they ask. Whatever is wrong is a 400 that points at the field. */
final class HeatmapReader {
    static final int LONGEST_PAGE = 2048;
    private static final int LONGEST_SEARCH = 200;
    private static final List<String> DEVICES = List.of("desktop", "tablet", "mobile");
    private static final List<String> BY = List.of(
            "source",
            "channel",
            "utmCampaign",
            "utmSource",
            "country",
            "browser",
            "os",
            "language",
            "returning",
            "converted");

    private final GoalDirectory goals;
    private final GroupDirectory groups;

    HeatmapReader(GoalDirectory goals, GroupDirectory groups) {
        this.goals = goals;
        this.groups = groups;
    }

    SiteTerms terms(Site site) {
        return new SiteTerms(goals, groups, site);
    }

    PointQuestion points(PointRequest request, Site site) {
        SiteTerms terms = terms(site);
        HeatmapScope scope = scope(request.scope(), site, terms);
        return new PointQuestion(scope, kind(request.kind()), by(request, terms));
    }

    static PointKind kind(@Nullable String given) {
        return PointKind.of(given == null ? "" : given)
                .orElseThrow(() -> InvalidQuery.at("/kind", "must be click, move, rageClick, deadClick or errorClick"));
    }

    private static PointQuestion.@Nullable By by(PointRequest request, SiteTerms terms) {
        String by = request.by();
        if (request.goal() != null && !"converted".equals(by)) {
            throw InvalidQuery.at("/goal", "goes with by: \"converted\" alone");
        }
        if (by == null) {
            return null;
        }
        if (!BY.contains(by)) {
            throw InvalidQuery.at("/by", "must be one of " + String.join(", ", BY));
        }
        return switch (by) {
            case "returning" -> new PointQuestion.By.Returning();
            case "converted" -> new PointQuestion.By.Converted(goals(request.goal(), "/goal", terms));
            default -> new PointQuestion.By.OfSession((Dimension.OfSession) terms.dimension(by, "/by"));
        };
    }

    /** The goal of that id, or all of them. */
    static List<Goal> goals(@Nullable String id, String pointer, SiteTerms terms) {
        return id == null ? terms.goals() : List.of(terms.goal(id, pointer));
    }

    HeatmapScope scope(ScopeRequest request, Site site, SiteTerms terms) {
        return new HeatmapScope(
                site.number(),
                place(request, terms),
                device(request.device(), "/device"),
                Periods.read(request.dateRange(), "/dateRange"),
                new FilterReader(terms).read(request.filters()));
    }

    ElementQuestion elements(ElementsRequest request, Site site) {
        SiteTerms terms = terms(site);
        HeatmapScope scope = scope(request.scope(), site, terms);
        ElementsRequest.Compare compare = request.compare();
        HeatmapScope compared = null;
        if (compare != null) {
            compared = new HeatmapScope(
                    scope.site(),
                    scope.place(),
                    compare.device() == null ? scope.device() : device(compare.device(), "/compare/device"),
                    compare.dateRange() == null
                            ? scope.period()
                            : Periods.read(compare.dateRange(), "/compare/dateRange"),
                    compare.filters() == null
                            ? scope.filters()
                            : new FilterReader(terms, "/compare/filters").read(compare.filters()));
        }
        ElementQuestion question = new ElementQuestion(scope, goals(request.goal(), "/goal", terms), compared);
        ElementTable.PAGES.check(request.rows(), question.toString());
        return question;
    }

    ElementSeriesQuestion series(ElementRequest request, Site site) {
        HeatmapScope scope = scope(request.scope(), site, terms(site));
        String selector = request.selector();
        if (selector == null || selector.length() > LONGEST_PAGE) {
            throw InvalidQuery.at("/selector", "must have at most " + LONGEST_PAGE + " characters");
        }
        UnicodeText.check(selector, "/selector");
        Interval interval = SeriesReader.interval(request.interval());
        if (interval == null) {
            throw InvalidQuery.at("/interval", "is missing");
        }
        return new ElementSeriesQuestion(scope, selector, SeriesReader.buckets(scope.period(), interval, site));
    }

    /** A part of the pages asked for, "" for all. */
    static String search(PagesRequest request) {
        String search = request.search() == null ? "" : request.search();
        if (search.length() > LONGEST_SEARCH) {
            throw InvalidQuery.at("/search", "must have at most " + LONGEST_SEARCH + " characters");
        }
        return search;
    }

    PageQuestion pages(PagesRequest request, Site site) {
        SiteTerms terms = terms(site);
        HeatmapScope scope = new HeatmapScope(
                site.number(),
                new Place.Any(),
                device(request.device(), "/device"),
                Periods.read(request.dateRange(), "/dateRange"),
                new FilterReader(terms).read(request.filters()));
        PageQuestion question =
                new PageQuestion(scope, Boolean.TRUE.equals(request.grouped()) ? terms.pageGroups() : null);
        PageTable.PAGES.check(request.rows(), question + search(request));
        return question;
    }

    private static Place place(ScopeRequest request, SiteTerms terms) {
        String page = request.page();
        String group = request.pageGroup();
        if (page != null && group != null) {
            throw InvalidQuery.at("/pageGroup", "must not be there beside a page");
        }
        if (page != null) {
            return new Place.Page(text(page, "/page"));
        }
        if (group != null) {
            return new Place.Group(text(group, "/pageGroup"), terms.pageGroups());
        }
        throw InvalidQuery.at("/page", "is missing, and so is a pageGroup");
    }

    private static String text(String given, String pointer) {
        if (given.isEmpty() || given.length() > LONGEST_PAGE) {
            throw InvalidQuery.at(pointer, "must have 1 to " + LONGEST_PAGE + " characters");
        }
        UnicodeText.check(given, pointer);
        return given;
    }

    static @Nullable String device(@Nullable String given, String pointer) {
        if (given != null && !DEVICES.contains(given)) {
            throw InvalidQuery.at(pointer, "must be desktop, tablet or mobile");
        }
        return given;
    }
}
