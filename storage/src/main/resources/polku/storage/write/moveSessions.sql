-- Rows of the given stretches of time go to the session that holds them now (arrays side by side, times in ms).
UPDATE {table:Identifier}
SET session_id = {sessions:Array(UInt64)}[arrayFirstIndex(
        (site, visitor, start, end) -> site = site_id AND visitor = visitor_id
            AND toUnixTimestamp64Milli(at) BETWEEN start AND end,
        {sites:Array(UInt32)}, {visitors:Array(UInt64)}, {starts:Array(Int64)}, {ends:Array(Int64)})]
WHERE site_id IN {sites:Array(UInt32)}
  AND visitor_id IN {visitors:Array(UInt64)}
  AND at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
  AND at <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
  AND arrayExists(
        (site, visitor, start, end) -> site = site_id AND visitor = visitor_id
            AND toUnixTimestamp64Milli(at) BETWEEN start AND end,
        {sites:Array(UInt32)}, {visitors:Array(UInt64)}, {starts:Array(Int64)}, {ends:Array(Int64)})
