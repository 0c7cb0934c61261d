-- Of the visitors whose sessions were written in the last {window} seconds, those whose sessions cannot all be right, with
-- the first of their starts looked at (ms). One writer after the other leaves exactly one state of each session standing,
-- with pauses (or, in a long chain, a day) between them. Where two wrote at the same time a state is cancelled twice or
-- replaced twice, or two sessions overlap or lie closer than {gap} ms.
SELECT site_id, visitor_id, toUnixTimestamp64Milli(min(first)) AS earliest
FROM (
    SELECT site_id, visitor_id, session_id, min(first) AS first,
           max(net NOT IN (0, 1)) OR sum(net) > 1 AS is_wrong,
           sum(net) = 1 AS is_live,
           anyIf((from_ms, to_ms), net = 1) AS span
    FROM (
        SELECT site_id, visitor_id, session_id, version, sum(sign) AS net, min(started_at) AS first,
               any(toUnixTimestamp64Milli(active_from)) AS from_ms, any(toUnixTimestamp64Milli(active_to)) AS to_ms
        FROM sessions
        WHERE (site_id, visitor_id) IN (
                SELECT site_id, visitor_id FROM sessions WHERE written_at >= now() - {window:UInt32})
          AND toDate(started_at) >= (
                SELECT toDate(min(started_at)) FROM sessions WHERE written_at >= now() - {window:UInt32}) - 3
        GROUP BY site_id, visitor_id, session_id, version
    )
    GROUP BY site_id, visitor_id, session_id
)
GROUP BY site_id, visitor_id
HAVING max(is_wrong) OR arrayExists(
    (one, next) -> next.1 - one.2 < {gap:Int64} AND next.1 - one.1 < {most:Int64},
    arrayPopBack(arraySort(groupArrayIf(span, is_live)) AS spans),
    arrayPopFront(spans))
