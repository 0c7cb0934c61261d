/** Why nothing comes from a site: a look at one of its pages. */
@org.jspecify.annotations.NullMarked
package polku.query.check;
