package polku.collector.rows;

import polku.storage.write.Attribution;

/**
 * What is stored of a page: nothing in it tells who the visitor is.
 *
 * @param pageviewId 0 where there is no page
 * @param status of the document, 0 where it was not said
 */
public record PageFacts(
        int pageviewId, String hostname, String page, String title, int status, Attribution attribution) {}
