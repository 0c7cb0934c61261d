-- What chunks of a document hold: of what came for the same place, what came first.
SELECT sequence, parts, part, content
FROM replay_chunks AS r
WHERE r.site_id = {site:UInt32}
  AND r.at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND r.at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND r.session_id = {session:UInt64}
  AND r.document_id = {document:UInt64}
  AND r.sequence IN {sequences:Array(UInt32)}
ORDER BY r.sequence, r.parts, r.part, /* first came */
LIMIT 1 BY r.sequence, r.parts, r.part
