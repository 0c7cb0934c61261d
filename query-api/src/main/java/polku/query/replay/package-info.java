/** Recorded sessions: found, watched, written on, shared, and counted. */
@NullMarked
package polku.query.replay;

import org.jspecify.annotations.NullMarked;
