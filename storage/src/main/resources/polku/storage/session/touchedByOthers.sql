-- The visitors of whom another server wrote sessions in the last {window} seconds. Batch ids from {first} to {last} are this
-- server's; 0 is that of mended sessions, whoever mended them. Both conditions have an index: where one server writes
-- alone, this reads next to nothing.
SELECT DISTINCT site_id, visitor_id
FROM sessions
WHERE written_at >= now() - {window:UInt32}
  AND (batch_id < {first:UInt64} OR batch_id > {last:UInt64} OR batch_id = 0)
