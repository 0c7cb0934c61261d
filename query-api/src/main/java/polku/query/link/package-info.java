/** Links with which an owner does something on a page of the site. */
@NullMarked
package polku.query.link;

import org.jspecify.annotations.NullMarked;
