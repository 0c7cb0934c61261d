/** Tables, SQL, row formats, ClickHouse's protocol, and the control store. No other module knows them. */
@org.jspecify.annotations.NullMarked
package polku.storage;
