/** What heatmaps of a page with many interactions cost. */
@org.jspecify.annotations.NullMarked
package polku.load.heatmaps;
