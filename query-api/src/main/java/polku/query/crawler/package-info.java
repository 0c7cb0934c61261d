/** Which crawlers visit a site. */
@org.jspecify.annotations.NullMarked
package polku.query.crawler;
