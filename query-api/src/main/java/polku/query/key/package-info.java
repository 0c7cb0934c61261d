/** Keys for programs. */
@org.jspecify.annotations.NullMarked
package polku.query.key;
