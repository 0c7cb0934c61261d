package polku.storage.read;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import polku.storage.control.Goal;

/**
 * Turns filters, goals and dimensions into SQL conditions over {@code e} (an event) and {@code s} (its session). Columns come
 * from enums, values are bound.
 */
final class FilterSql {
    /** What a condition looks at; one that looks at both needs the two joined. */
    enum Side {
        EVENT,
        SESSION
    }

    private final Bindings bindings;
    private final HostScope hostScope;
    private final Period span;
    private final GroupColumns groups;

    /** @param span holds every event and session that is looked at */
    FilterSql(Bindings bindings, HostScope hostScope, Period span) {
        this.bindings = bindings;
        this.hostScope = hostScope;
        this.span = span;
        this.groups = new GroupColumns(bindings);
    }

    /** What the conditions and columns made so far need beside the columns of their tables. */
    GroupColumns groups() {
        return groups;
    }

    Set<Side> sides(Filter filter) {
        if (filter instanceof Filter.Match match) {
            return Set.of(sideOf(match.dimension()));
        } else if (filter instanceof Filter.AnyOf any) {
            Set<Side> sides = EnumSet.noneOf(Side.class);
            any.filters().forEach(each -> sides.addAll(sides(each)));
            return sides;
        }
        return Set.of(Side.EVENT);
    }

    String condition(Filter filter) {
        return condition(filter, false);
    }

    /** True where a filter is about pages alone, so that it also tells which sessions entered on a page it matches. */
    boolean isAboutPages(Filter filter) {
        List<Filter> parts = filter instanceof Filter.AnyOf any ? any.filters() : List.of(filter);
        boolean page = false;
        for (Filter part : parts) {
            if (!(part instanceof Filter.Match match)) {
                return false;
            }
            boolean ofPage =
                    match.dimension() == Dimension.OfEvent.PAGE || match.dimension() instanceof Dimension.PageGroup;
            page |= ofPage;
            if (sideOf(match.dimension()) == Side.EVENT && !ofPage && match.dimension() != Dimension.OfEvent.HOSTNAME) {
                return false;
            }
        }
        return page;
    }

    /** The filter as it holds for the page and host on which a session entered. */
    String entryCondition(Filter filter) {
        return condition(filter, true);
    }

    /** The dimension of an event and its session. */
    String column(Dimension dimension) {
        if (dimension instanceof Dimension.OfSession session) {
            return "s." + session.column();
        } else if (dimension instanceof Dimension.OfEvent event) {
            return "e." + event.column();
        }
        if (dimension instanceof Dimension.OfNamedEvent named) {
            return "if(e.name = " + bindings.text(named.event()) + ", e.props[" + bindings.text(named.key()) + "], '')";
        } else if (dimension instanceof Dimension.PageGroup group) {
            return groups.ofEvents(group);
        } else if (dimension instanceof Dimension.OfWeek week) {
            return OfWeekSql.text(week, ofWeek(week));
        }
        Dimension.Property property = (Dimension.Property) dimension;
        return "e.props[" + bindings.text(property.key()) + "]";
    }

    /** What rows are grouped by: as {@link #column}, but for what is faster told apart otherwise. */
    String key(Dimension dimension) {
        return dimension instanceof Dimension.OfWeek week ? ofWeek(week) : column(dimension);
    }

    /** The value of the dimension where it was grouped by its key. */
    String value(Dimension dimension, String key) {
        return dimension instanceof Dimension.OfWeek week ? OfWeekSql.text(week, key) : key;
    }

    private String ofWeek(Dimension.OfWeek week) {
        return OfWeekSql.number(week, "e.at", span.from(), span.to(), bindings);
    }

    /** True for the events that a breakdown by the dimension is about, or empty where that is all of them. */
    Optional<String> about(Dimension dimension) {
        return dimension instanceof Dimension.OfNamedEvent named
                ? Optional.of("e.name = " + bindings.text(named.event()) + " AND e.props[" + bindings.text(named.key())
                        + "] != ''")
                : Optional.empty();
    }

    /** What the dimension would be of a session's entry page, or empty where it is no dimension of pages. */
    Optional<String> entry(Dimension dimension) {
        if (dimension == Dimension.OfEvent.PAGE) {
            return Optional.of("s.entry_page");
        }
        return dimension instanceof Dimension.PageGroup group ? Optional.of(groups.ofEntries(group)) : Optional.empty();
    }

    /** True for an event that reaches any of the goals. */
    String reaches(List<Goal> goals) {
        return goals.isEmpty() ? "0" : goals.stream().map(this::reaches).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String reaches(Goal goal) {
        if (goal.event() != null) {
            return "e.name = " + bindings.text(goal.event());
        }
        if (goal.page() == null) {
            throw new IllegalArgumentException("a goal is a page or an event: " + goal.id());
        }
        return "(e.name = 'pageview' AND " + PagePattern.condition("e.page", goal.page(), bindings) + ")";
    }

    private String condition(Filter filter, boolean ofEntry) {
        if (filter instanceof Filter.Match match) {
            String column = ofEntry ? entryColumn(match.dimension()) : filteredColumn(match.dimension());
            return condition(match, column);
        } else if (filter instanceof Filter.AnyOf any) {
            return any.filters().stream()
                    .map(each -> condition(each, ofEntry))
                    .collect(Collectors.joining(" OR ", "(", ")"));
        }
        Filter.Reaches reaches = (Filter.Reaches) filter;
        return (reaches.negated() ? "NOT " : "") + reaches(reaches.goals());
    }

    private String condition(Filter.Match match, String column) {
        boolean equal = match.operator() == Filter.Operator.IS || match.operator() == Filter.Operator.IS_NOT;
        if (equal && match.values().size() > 1) {
            String found = "has(" + bindings.texts(match.values()) + ", " + column + ")";
            return match.operator() == Filter.Operator.IS_NOT ? "NOT " + found : found;
        }
        List<String> alternatives = new ArrayList<>();
        for (String value : match.values()) {
            String bound = bindings.text(value);
            alternatives.add(
                    switch (match.operator()) {
                        case IS, IS_NOT -> column + " = " + bound;
                        case CONTAINS -> "position(" + column + ", " + bound + ") > 0";
                        case STARTS_WITH -> "startsWith(" + column + ", " + bound + ")";
                        case MATCHES -> "match(" + column + ", " + bound + ")";
                    });
        }
        String any = "(" + String.join(" OR ", alternatives) + ")";
        return match.operator() == Filter.Operator.IS_NOT ? "NOT " + any : any;
    }

    private Side sideOf(Dimension dimension) {
        if (dimension == Dimension.OfEvent.HOSTNAME) {
            return hostScope == HostScope.EVENT ? Side.EVENT : Side.SESSION;
        }
        return dimension instanceof Dimension.OfSession ? Side.SESSION : Side.EVENT;
    }

    private String filteredColumn(Dimension dimension) {
        if (dimension == Dimension.OfEvent.HOSTNAME) {
            return switch (hostScope) {
                case EVENT -> "e.hostname";
                case ENTRY -> "s.entry_hostname";
                case EXIT -> "s.exit_hostname";
            };
        }
        return column(dimension);
    }

    private String entryColumn(Dimension dimension) {
        if (dimension == Dimension.OfEvent.HOSTNAME && hostScope == HostScope.EVENT) {
            return "s.entry_hostname";
        }
        return entry(dimension).orElseGet(() -> filteredColumn(dimension));
    }
}
