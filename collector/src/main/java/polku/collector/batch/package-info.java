/** Batches out of the spool into ClickHouse, each exactly once. */
@org.jspecify.annotations.NullMarked
package polku.collector.batch;
