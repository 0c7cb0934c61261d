ALTER TABLE {table:Identifier} RESET SETTING min_bytes_for_wide_part
