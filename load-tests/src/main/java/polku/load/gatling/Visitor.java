package polku.load.gatling;

import polku.load.gatling.Audience.Device;
import polku.load.gatling.Audience.Source;

/**
 * Somebody with a browser.
 *
 * @param address IPv4 or IPv6; no other visitor of the last hour has both it and the user agent
 * @param width of the window, CSS px
 */
record Visitor(String address, Device device, String language, int width, int height, Source source) {}
