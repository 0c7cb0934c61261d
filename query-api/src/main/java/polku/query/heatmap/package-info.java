/** Questions about what visitors did inside a page: points, scrolling, elements, zones. */
@org.jspecify.annotations.NullMarked
package polku.query.heatmap;
