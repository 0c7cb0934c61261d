/** Questions to ClickHouse: what is asked as records, the one composer of SQL, and the stores that run it. */
@org.jspecify.annotations.NullMarked
package polku.storage.read;
