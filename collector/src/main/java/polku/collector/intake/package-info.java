/** HTTP in: limits, the named steps of a beacon, the answers. */
@org.jspecify.annotations.NullMarked
package polku.collector.intake;
