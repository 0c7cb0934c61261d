/** What is derived from a request: client, country, source, page, visitor. */
@org.jspecify.annotations.NullMarked
package polku.collector.enrich;
