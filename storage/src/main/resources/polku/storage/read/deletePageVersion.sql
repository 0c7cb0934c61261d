DELETE FROM page_snapshots
WHERE site_id = {site:UInt32}
  AND page = {page:String}
  AND device = {device:String}
  AND skeleton = reinterpretAsUInt64(reverse(unhex({version:String})))
