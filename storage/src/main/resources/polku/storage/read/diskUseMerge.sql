-- All parts of a month become one.
OPTIMIZE TABLE {table:Identifier} FINAL
