/** Beacons in, batches out: nothing is answered before it is durable, nothing counted twice. */
@org.jspecify.annotations.NullMarked
package polku.collector;
