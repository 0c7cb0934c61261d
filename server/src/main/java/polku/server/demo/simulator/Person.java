package polku.server.demo.simulator;

import polku.server.demo.simulator.Audience.Device;

/**
 * One simulated visitor.
 *
 * @param visitor the id that goes with each of their beacons
 * @param loyalty 1 for a newcomer, more for those who have been here before
 */
record Person(
        String visitor,
        String country,
        String language,
        String ip,
        Device device,
        int viewportWidth,
        int viewportHeight,
        double loyalty) {

    Person returning() {
        return new Person(
                visitor, country, language, ip, device, viewportWidth, viewportHeight, Math.min(2.5, loyalty + 0.4));
    }
}
