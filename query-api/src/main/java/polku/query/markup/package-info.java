/** What of a recorded page may be shown: the walls that snapshots and replays have in common. */
@NullMarked
package polku.query.markup;

import org.jspecify.annotations.NullMarked;
