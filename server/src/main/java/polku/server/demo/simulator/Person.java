package polku.server.demo.simulator;

import polku.server.demo.shop.Language;
import polku.server.demo.simulator.Audience.Country;
import polku.server.demo.simulator.Audience.Device;

/**
 * One simulated visitor.
 *
 * @param visitor the id that goes with each of their beacons; empty for robots
 * @param client what the browser keeps of one who consented to be remembered, and who is known by it instead of by
 *     {@code visitor}; empty for the others
 * @param language their browser's
 * @param loyalty 1 for a newcomer, more for those who have been here before
 */
record Person(
        String visitor,
        String client,
        Country country,
        String language,
        String ip,
        Device device,
        int viewportWidth,
        int viewportHeight,
        double loyalty) {

    Person returning() {
        return new Person(
                visitor,
                client,
                country,
                language,
                ip,
                device,
                viewportWidth,
                viewportHeight,
                Math.min(2.5, loyalty + 0.4));
    }

    boolean isConsenting() {
        return !client.isEmpty();
    }

    /** It is in the first visit that the shop asks, and until its end this visitor counts as one without consent. */
    boolean isGranting() {
        return isConsenting() && loyalty == 1;
    }

    /** What tells this visitor from others in this visit, as the collector sees it. */
    String countedAs() {
        if (isGranting()) {
            return ip + ' ' + device.userAgent();
        }
        return isConsenting() ? client : visitor;
    }

    /** The shop's number of this customer: the same at each purchase, and no word about who it is. */
    String customerNumber() {
        return "c-" + visitor;
    }

    /** The one of the shop's languages that they read. */
    Language reads() {
        return language.startsWith("fi-") ? Language.FINNISH : Language.ENGLISH;
    }

    boolean isOnPhone() {
        return device.kind().equals("mobile");
    }

    boolean isOnTablet() {
        return device.kind().equals("tablet");
    }

    boolean usesFirefox() {
        return device.browser().equals("Firefox");
    }

    boolean livesIn(String code) {
        return country.code().equals(code);
    }

    /** As reports have it, by the breakpoints that people know from CSS. */
    String screenClass() {
        int[] limits = {576, 768, 992, 1_200, 1_600};
        String[] names = {"xs", "sm", "md", "lg", "xl"};
        for (int i = 0; i < limits.length; i++) {
            if (viewportWidth < limits[i]) {
                return names[i];
            }
        }
        return "xxl";
    }
}
