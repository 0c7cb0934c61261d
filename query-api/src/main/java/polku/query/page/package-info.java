/** How an owner wants pages to be seen: URL groups. */
@org.jspecify.annotations.NullMarked
package polku.query.page;
