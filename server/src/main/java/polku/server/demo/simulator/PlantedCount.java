package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import polku.server.demo.simulator.Truth.PlantedTruth;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;
import polku.server.demo.simulator.Visit.Pageview;
import polku.server.demo.simulator.Visit.ScriptError;

/** What the shop's planted problems did, found in the visits as an analyst would find it: from what was sent. */
final class PlantedCount {
    private final Map<String, Problem> problems = new TreeMap<>();

    PlantedCount() {
        problems.put(
                "deadButton",
                new Problem(
                        "dead click", "**/coffee/*", Map.of("device", "tablet"), ShopElement.GRIND_GUIDE.selector(1)));
        problems.put(
                "paymentError",
                new Problem("error", "**/checkout/payment", Map.of("browser", "Firefox"), Planted.WALLET_ERROR));
        problems.put("cartLoop", new Problem("loop", "**/checkout/shipping", Map.of(), "/checkout/shipping → /cart"));
        problems.put("unknownWord", new Problem("search without result", "**/search", Map.of(), "decaf, kofeiiniton"));
        problems.put("slowPage", new Problem("slow page", "**/coffee", Map.of("country", "EE"), "TTFB, LCP"));
        problems.put(
                "shippingLeak",
                new Problem("exit", "**/checkout/shipping", Map.of("device", "mobile"), "checkoutStep 2"));
    }

    /** A person's. */
    void add(Visit visit) {
        Person person = visit.person();
        String exit = visit.pages().get(visit.pages().size() - 1).path();
        long dead = count(
                visit,
                item -> item instanceof Click click
                        && click.kind().equals("deadClick")
                        && click.element() == ShopElement.GRIND_GUIDE);
        long worked = count(
                visit, item -> item instanceof CustomEvent event && event.name().equals("grindGuide"));
        problem("deadButton").met(dead, worked > 0, isProduct(exit));

        long errors = count(visit, item -> item instanceof ScriptError);
        boolean paid = seen(visit, "/checkout/payment") > 0;
        problem("paymentError").met(errors, paid, exit.endsWith("/checkout/payment"));

        long loops = 0;
        for (int i = 1; i < visit.pages().size(); i++) {
            boolean back = isAt(visit.pages().get(i - 1), "/checkout/shipping")
                    && isAt(visit.pages().get(i), "/cart");
            loops += back ? 1 : 0;
        }
        boolean sent = seen(visit, "/checkout/shipping") > 0;
        problem("cartLoop").met(loops, sent, exit.endsWith("/cart") || exit.contains("/checkout/"));

        long unknown = count(visit, item -> isSearch(item, true));
        boolean known = count(visit, item -> isSearch(item, false)) > 0;
        problem("unknownWord").met(unknown, known, exit.endsWith("/search"));

        long shelves = seen(visit, "/coffee");
        boolean slow = person.livesIn("EE");
        problem("slowPage").met(slow ? shelves : 0, !slow && shelves > 0, exit.endsWith("/coffee"));

        long steps = seen(visit, "/checkout/shipping");
        problem("shippingLeak")
                .met(
                        person.isOnPhone() ? steps : 0,
                        !person.isOnPhone() && steps > 0,
                        exit.endsWith("/checkout/shipping"));
    }

    Map<String, PlantedTruth> truth() {
        Map<String, PlantedTruth> truth = new TreeMap<>();
        problems.forEach((name, problem) -> truth.put(name, problem.truth()));
        return truth;
    }

    private Problem problem(String name) {
        Problem problem = problems.get(name);
        if (problem == null) {
            throw new IllegalArgumentException("nothing planted is called " + name);
        }
        return problem;
    }

    private static boolean isSearch(Item item, boolean forUnknownWord) {
        if (!(item instanceof CustomEvent event) || !event.name().equals("search")) {
            return false;
        }
        boolean unknown = List.of("decaf", "kofeiiniton")
                .contains(String.valueOf(event.props().get("term")));
        return unknown == forUnknownWord;
    }

    private static boolean isProduct(String path) {
        return path.matches("(/fi)?/coffee/[^/]+");
    }

    /** Views of a page, in either language. */
    private static long seen(Visit visit, String path) {
        return count(
                visit, item -> item instanceof Pageview && isAt(visit.pages().get(item.page()), path));
    }

    private static boolean isAt(Page page, String path) {
        return page.path().equals(path) || page.path().equals("/fi" + path);
    }

    private static long count(Visit visit, Predicate<Item> condition) {
        return visit.items().stream().filter(condition).count();
    }

    private static final class Problem {
        private final String kind;
        private final String page;
        private final Map<String, String> who;
        private final String what;
        private long sessions;
        private long occurrences;
        private long exits;
        private long compared;
        private long comparedExits;

        Problem(String kind, String page, Map<String, String> who, String what) {
            this.kind = kind;
            this.page = page;
            this.who = who;
            this.what = what;
        }

        /**
         * One session.
         *
         * @param times how often it met the problem
         * @param could whether it was at the place without meeting it, if it did not
         */
        void met(long times, boolean could, boolean ended) {
            if (times > 0) {
                sessions++;
                occurrences += times;
                exits += ended ? 1 : 0;
            } else if (could) {
                compared++;
                comparedExits += ended ? 1 : 0;
            }
        }

        PlantedTruth truth() {
            return new PlantedTruth(kind, page, who, what, sessions, occurrences, exits, compared, comparedExits);
        }
    }
}
