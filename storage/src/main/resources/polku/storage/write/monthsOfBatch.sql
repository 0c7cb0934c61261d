-- The months in which rows of a batch lie.
SELECT DISTINCT toYYYYMM({time:Identifier})
FROM {table:Identifier}
WHERE batch_id = {batch:UInt64}
