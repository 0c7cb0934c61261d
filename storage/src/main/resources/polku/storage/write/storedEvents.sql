-- Which of the given events (arrays side by side) came before.
SELECT DISTINCT site_id, event_id
FROM named_events
WHERE (site_id, event_id) IN (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {events:Array(UInt64)})))
