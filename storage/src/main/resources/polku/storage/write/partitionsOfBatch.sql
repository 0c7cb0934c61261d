-- The partitions in which rows of a batch lie.
SELECT DISTINCT _partition_id
FROM {table:Identifier}
WHERE batch_id = {batch:UInt64}
