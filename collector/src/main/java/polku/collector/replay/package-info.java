/** Whose sessions are recorded, and by which rules trackers do it. */
@NullMarked
package polku.collector.replay;

import org.jspecify.annotations.NullMarked;
