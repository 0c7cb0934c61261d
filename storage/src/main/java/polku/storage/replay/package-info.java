/** How long recorded sessions are kept, what they take on disk, and taking them away. */
@NullMarked
package polku.storage.replay;

import org.jspecify.annotations.NullMarked;
