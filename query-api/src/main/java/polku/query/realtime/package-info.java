/** Who is on a site right now, asked once or followed. */
@org.jspecify.annotations.NullMarked
package polku.query.realtime;
