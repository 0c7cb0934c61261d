/** The formats of other products, made into beacons: whoever comes from there changes a host name and nothing else. */
@org.jspecify.annotations.NullMarked
package polku.collector.door;
