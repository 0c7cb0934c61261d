-- What each column takes on disk, compressed and with its marks. Only of wide parts: compact ones hold all columns in one file.
SELECT table, column, sum(rows) AS rows, sum(column_bytes_on_disk) AS bytes
FROM system.parts_columns
WHERE database = currentDatabase() AND active AND part_type = 'Wide'
GROUP BY table, column
ORDER BY table, bytes DESC, column
