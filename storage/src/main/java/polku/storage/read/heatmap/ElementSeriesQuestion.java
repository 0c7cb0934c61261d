package polku.storage.read.heatmap;

import polku.storage.read.Buckets;

/**
 * Asks when an element was clicked.
 *
 * @param series of the scope's period
 */
public record ElementSeriesQuestion(HeatmapScope scope, String selector, Buckets series) {}
