/** The wire formats: bodies read and checked. */
@org.jspecify.annotations.NullMarked
package polku.collector.beacon;
