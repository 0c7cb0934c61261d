/** Simulated visitors of the demo shop: who they are, what they do, and how it is sent as real trackers would. */
@org.jspecify.annotations.NullMarked
package polku.server.demo.simulator;
