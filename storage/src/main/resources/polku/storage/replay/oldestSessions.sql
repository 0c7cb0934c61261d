-- The sessions of a day (ms) that began first and hold at least a share of what was recorded on it, all but pinned ones.
SELECT session_id
FROM
(
    SELECT
        session_id,
        size,
        sum(size) OVER (ORDER BY began, session_id) AS up_to,
        sum(size) OVER () AS whole
    FROM
    (
        SELECT session_id, min(at) AS began, sum(content_bytes) AS size
        FROM replay_chunks
        WHERE site_id = {site:UInt32}
          AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
          AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
          AND session_id NOT IN {pinned:Array(UInt64)}
        GROUP BY session_id
    )
)
WHERE up_to - size < whole * {share:Float64}
ORDER BY up_to
LIMIT {most:UInt32}
