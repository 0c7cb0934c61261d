/** The demonstration: a shop to be visited, and simulated visitors for it. */
@org.jspecify.annotations.NullMarked
package polku.server.demo;
