-- All that is stored of the sessions of the given visitors (arrays side by side) from a day on (given by a time in ms):
-- states and what cancels them, as far as merges have left them.
SELECT site_id, visitor_id, session_id, version,
       toUnixTimestamp64Milli(started_at), toUnixTimestamp64Milli(ended_at),
       toUnixTimestamp64Milli(active_from), toUnixTimestamp64Milli(active_to),
       events, pageviews, engaged_ms,
       toUnixTimestamp64Milli(entry_at), entry_hostname, entry_page,
       toUnixTimestamp64Milli(exit_at), exit_hostname, exit_page,
       referrer, source, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id,
       country, device, browser, browser_version, os, os_version, screen_class, language, region, city, sign
FROM sessions
WHERE (site_id, visitor_id) IN (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {visitors:Array(UInt64)})))
  AND toDate(started_at) >= toDate(fromUnixTimestamp64Milli({since:Int64}, 'UTC'))
