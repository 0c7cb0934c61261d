-- Which of the given events (arrays side by side) are stored. The key finds the visitors; no time bound, since an event
-- may come again with another time.
SELECT DISTINCT site_id, visitor_id, event_id
FROM events
WHERE site_id IN {sites:Array(UInt32)}
  AND visitor_id IN {visitors:Array(UInt64)}
  AND (site_id, visitor_id, event_id)
      IN (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {visitors:Array(UInt64)}, {events:Array(UInt64)})))
