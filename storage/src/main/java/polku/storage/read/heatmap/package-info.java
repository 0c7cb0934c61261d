/** What visitors did inside one page or one URL group of a site: points, scrolling, attention, elements, zones. */
@org.jspecify.annotations.NullMarked
package polku.storage.read.heatmap;
