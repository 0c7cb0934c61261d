/** Questions in, answers out; serves the dashboard. */
@org.jspecify.annotations.NullMarked
package polku.query;
