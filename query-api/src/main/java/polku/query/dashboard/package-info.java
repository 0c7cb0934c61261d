/** The dashboard's files. */
@org.jspecify.annotations.NullMarked
package polku.query.dashboard;
