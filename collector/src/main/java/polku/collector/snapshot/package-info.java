/** Which pages trackers are asked to look at, and which versions of them are known. */
@NullMarked
package polku.collector.snapshot;

import org.jspecify.annotations.NullMarked;
