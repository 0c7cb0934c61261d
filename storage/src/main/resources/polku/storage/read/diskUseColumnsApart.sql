-- From the next merge on each column has a file of its own, however small the part.
ALTER TABLE {table:Identifier} MODIFY SETTING min_bytes_for_wide_part = 0
