package polku.storage.read;

import org.jspecify.annotations.Nullable;

/**
 * How sure it is that a figure has changed.
 *
 * @param metric its name in the API
 * @param pValue how likely a change of this size or more is by chance alone, 0–1; null where that cannot be told
 * @param smallSample whether one of the periods has fewer than 30 of what the figure is made of
 */
public record Change(String metric, @Nullable Double pValue, boolean smallSample) {}
