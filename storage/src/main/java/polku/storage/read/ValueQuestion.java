package polku.storage.read;

/**
 * Asks which values a dimension has had, to choose a filter from.
 *
 * @param site the site's number
 * @param search a part of the values, whatever its case; "" for all
 * @param limit the most frequent so many
 */
public record ValueQuestion(int site, Dimension dimension, String search, Period period, int limit) {}
