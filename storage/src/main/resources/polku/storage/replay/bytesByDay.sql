-- What a site's recordings take on disk, by UTC day: its share of the day's parts by the length of what was recorded, and the same of
-- pinned sessions. A part holds rows of one day.
SELECT
    toString(toDate(shares.day)) AS day,
    toUInt64(parts.bytes * shares.own / shares.whole) AS bytes,
    toUInt64(parts.bytes * shares.pinned / shares.whole) AS pinned_bytes
FROM
(
    SELECT
        toDate(at) AS day,
        any(_partition_id) AS partition,
        sumIf(content_bytes, site_id = {site:UInt32}) AS own,
        sumIf(content_bytes, site_id = {site:UInt32} AND session_id IN {pinned:Array(UInt64)}) AS pinned,
        sum(content_bytes) AS whole
    FROM replay_chunks
    GROUP BY day
) AS shares
INNER JOIN
(
    SELECT partition_id, sum(bytes_on_disk) AS bytes
    FROM system.parts
    WHERE database = currentDatabase() AND table = 'replay_chunks' AND active
    GROUP BY partition_id
) AS parts ON parts.partition_id = shares.partition
WHERE shares.own > 0
ORDER BY day
