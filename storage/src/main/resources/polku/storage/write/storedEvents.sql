-- Which of the given events of the given sites came before. The two sets apart, since a set of pairs takes four times as long.
SELECT site_id, event_id
FROM named_events
WHERE site_id IN {sites:Array(UInt32)} AND event_id IN {events:Array(UInt64)}
