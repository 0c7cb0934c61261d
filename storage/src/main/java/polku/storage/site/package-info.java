/** What is stored of a whole site: whether anything arrives, and taking it all away. */
@org.jspecify.annotations.NullMarked
package polku.storage.site;
