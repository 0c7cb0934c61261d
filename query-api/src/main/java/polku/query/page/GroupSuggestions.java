package polku.query.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import polku.storage.control.UrlGroup;
import polku.storage.read.ValueStore.Value;

/**
 * Finds pages that differ only in segments which no person would choose: numbers, UUIDs and what looks like a hash or a random
 * id. They are proposed as groups; nothing is merged without being asked.
 */
final class GroupSuggestions {
    private static final int LEAST_PAGES = 3;
    private static final int MOST = 20;
    private static final int EXAMPLES = 3;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern HEX = Pattern.compile("(?=.*[0-9])[0-9a-fA-F]{8,}");
    /** Letters of both cases and digits in one word, as no slug has them. */
    private static final Pattern RANDOM = Pattern.compile("(?=.*[0-9].*[0-9])(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{10,}");

    private GroupSuggestions() {}

    /**
     * @param pages how many different ones it would hold
     * @param pageviews of all of them in the last 30 days
     * @param examples the most viewed
     */
    record Suggestion(String pattern, long pages, long pageviews, List<String> examples) {}

    /** @param seen pages with their pageviews, the most viewed first; of those in a group, the group's name */
    static List<Suggestion> of(List<Value> seen, List<UrlGroup> groups) {
        Set<String> known = groups.stream().map(UrlGroup::pattern).collect(Collectors.toSet());
        Set<String> names = groups.stream().map(UrlGroup::name).collect(Collectors.toSet());
        Map<String, List<Value>> byPattern = new HashMap<>();
        for (Value page : seen) {
            String pattern = pattern(page.value());
            if (page.value().startsWith("/")
                    && !pattern.equals(page.value())
                    && !names.contains(page.value())
                    && !known.contains(pattern)) {
                byPattern.computeIfAbsent(pattern, unseen -> new ArrayList<>()).add(page);
            }
        }
        return byPattern.entrySet().stream()
                .filter(each -> each.getValue().size() >= LEAST_PAGES)
                .map(each -> suggestion(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong((Suggestion one) -> -one.pageviews())
                        .thenComparing(Suggestion::pattern))
                .limit(MOST)
                .toList();
    }

    private static Suggestion suggestion(String pattern, List<Value> pages) {
        return new Suggestion(
                pattern,
                pages.size(),
                pages.stream().mapToLong(Value::count).sum(),
                pages.stream().limit(EXAMPLES).map(Value::value).toList());
    }

    /** The page with a star for each segment that no person chose. */
    static String pattern(String page) {
        StringBuilder pattern = new StringBuilder();
        for (String segment : page.split("/", -1)) {
            if (segment.isEmpty()) {
                continue;
            }
            pattern.append('/').append(isMadeUp(segment) ? "*" : segment);
        }
        return pattern.isEmpty() ? "/" : pattern.toString();
    }

    private static boolean isMadeUp(String segment) {
        return NUMBER.matcher(segment).matches()
                || UUID.matcher(segment).matches()
                || HEX.matcher(segment).matches()
                || RANDOM.matcher(segment).matches();
    }
}
