/** Who asks, and who may do what. */
@org.jspecify.annotations.NullMarked
package polku.query.access;
