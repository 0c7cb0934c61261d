/** The durable log between the answer and ClickHouse. */
@org.jspecify.annotations.NullMarked
package polku.collector.spool;
