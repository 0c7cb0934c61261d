-- The versions of a site's pages that a DOM was recorded of. What the owner recorded is shown before what visitors did.
SELECT
    leftPad(lower(hex(e.skeleton)), 16, '0') AS version,
    e.page AS page,
    e.device AS device,
    toUnixTimestamp64Milli(min(e.at)) AS first_seen,
    toUnixTimestamp64Milli(max(e.at)) AS last_seen,
    toUnixTimestamp64Milli(argMaxIf(e.at, (e.taken_by, e.at), e.content_bytes > 0)) AS taken_at,
    countIf(e.content_bytes > 0 AND e.taken_by = 'owner') > 0 AS by_owner,
    uniqExactIf(e.visitor_id, e.taken_by = 'visitor') AS visitors,
    argMaxIf(e.viewport_width, (e.taken_by, e.at), e.content_bytes > 0) AS viewport_width,
    argMaxIf(e.viewport_height, (e.taken_by, e.at), e.content_bytes > 0) AS viewport_height,
    argMaxIf(e.document_width, (e.taken_by, e.at), e.content_bytes > 0) AS document_width,
    argMaxIf(e.document_height, (e.taken_by, e.at), e.content_bytes > 0) AS document_height
FROM page_snapshots AS e
WHERE e.site_id = {site:UInt32} /* and */
GROUP BY e.page, e.device, e.skeleton
HAVING countIf(e.content_bytes > 0) > 0
ORDER BY max(e.at) DESC, version, page, device
LIMIT {limit:UInt32}
