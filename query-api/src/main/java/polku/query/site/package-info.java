/** Sites: list, add, change, remove, and whether events arrive. */
@org.jspecify.annotations.NullMarked
package polku.query.site;
