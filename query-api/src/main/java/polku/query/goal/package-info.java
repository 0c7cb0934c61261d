/** The goals of a site. */
@org.jspecify.annotations.NullMarked
package polku.query.goal;
