package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polku.server.demo.simulator.Truth.PlantedTruth;
import polku.server.demo.simulator.Visit.Click;
import polku.server.demo.simulator.Visit.CustomEvent;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;
import polku.server.demo.simulator.Visit.ScriptError;

/** What the shop's planted problems did, found in the visits as an analyst would find it: from what was sent. */
final class PlantedCount {
    private static final List<String> UNKNOWN_WORDS = List.of("decaf", "kofeiiniton");

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
        Seen seen = new Seen(visit);
        problem("deadButton").met(seen.deadGuides, seen.guides > 0, isProduct(exit));
        problem("paymentError").met(seen.errors, seen.payments > 0, exit.endsWith("/checkout/payment"));
        problem("cartLoop").met(seen.loops, seen.shippings > 0, exit.endsWith("/cart") || exit.contains("/checkout/"));
        problem("unknownWord").met(seen.unknownWords, seen.otherWords > 0, exit.endsWith("/search"));
        boolean slow = person.livesIn("EE");
        problem("slowPage").met(slow ? seen.shelves : 0, !slow && seen.shelves > 0, exit.endsWith("/coffee"));
        boolean phone = person.isOnPhone();
        problem("shippingLeak")
                .met(phone ? seen.shippings : 0, !phone && seen.shippings > 0, exit.endsWith("/checkout/shipping"));
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

    private static boolean isProduct(String path) {
        return path.matches("(/fi)?/coffee/[^/]+");
    }

    /** How often a visit did what could be a sign of a problem. */
    private static final class Seen {
        private int deadGuides;
        private int guides;
        private int errors;
        private int loops;
        private int unknownWords;
        private int otherWords;
        private int shelves;
        private int shippings;
        private int payments;

        Seen(Visit visit) {
            String before = "";
            for (Page page : visit.pages()) {
                String path = page.path().replaceFirst("^/fi(?=/)", "");
                shelves += path.equals("/coffee") ? 1 : 0;
                shippings += path.equals("/checkout/shipping") ? 1 : 0;
                payments += path.equals("/checkout/payment") ? 1 : 0;
                loops += path.equals("/cart") && before.equals("/checkout/shipping") ? 1 : 0;
                before = path;
            }
            for (Item item : visit.items()) {
                if (item instanceof CustomEvent event) {
                    add(event);
                } else if (item instanceof Click click) {
                    boolean dead = click.kind().equals("deadClick") && click.element() == ShopElement.GRIND_GUIDE;
                    deadGuides += dead ? 1 : 0;
                } else if (item instanceof ScriptError) {
                    errors++;
                }
            }
        }

        private void add(CustomEvent event) {
            if (event.name().equals("grindGuide")) {
                guides++;
            } else if (event.name().equals("search")) {
                boolean unknown =
                        UNKNOWN_WORDS.contains(String.valueOf(event.props().get("term")));
                unknownWords += unknown ? 1 : 0;
                otherWords += unknown ? 0 : 1;
            }
        }
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
