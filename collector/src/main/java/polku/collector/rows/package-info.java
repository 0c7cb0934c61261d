/** What is stored of a beacon's items and of servers' events: the last step before the spool. */
@org.jspecify.annotations.NullMarked
package polku.collector.rows;
