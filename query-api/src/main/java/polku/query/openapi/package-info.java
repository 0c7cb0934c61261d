/** The API's own description. */
@org.jspecify.annotations.NullMarked
package polku.query.openapi;
