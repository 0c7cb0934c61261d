package polku.collector.intake;

import polku.storage.write.Attribution;

/** What is stored of a page: nothing in it tells who the visitor is. */
record PageFacts(long pageviewId, String hostname, String page, String title, Attribution attribution) {}
