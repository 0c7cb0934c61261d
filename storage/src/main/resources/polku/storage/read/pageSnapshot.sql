SELECT title, viewport_width, viewport_height, document_width, document_height, content
FROM page_snapshots
WHERE site_id = {site:UInt32}
  AND page = {page:String}
  AND device = {device:String}
  AND skeleton = reinterpretAsUInt64(reverse(unhex({version:String})))
  AND content_bytes > 0
ORDER BY taken_by DESC, at DESC
LIMIT 1
