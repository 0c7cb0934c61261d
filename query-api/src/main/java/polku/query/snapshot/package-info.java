/** What pages looked like: their versions, and the DOM behind heatmaps. */
@NullMarked
package polku.query.snapshot;

import org.jspecify.annotations.NullMarked;
