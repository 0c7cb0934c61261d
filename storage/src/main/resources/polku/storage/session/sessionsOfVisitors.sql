-- The present sessions of the given visitors (arrays side by side) with a sign of life at or after a time (ms).
SELECT site_id, visitor_id, session_id, version,
       toUnixTimestamp64Milli(started_at), toUnixTimestamp64Milli(ended_at),
       toUnixTimestamp64Milli(active_from), toUnixTimestamp64Milli(active_to),
       events, pageviews, engaged_ms,
       toUnixTimestamp64Milli(entry_at), entry_hostname, entry_page,
       toUnixTimestamp64Milli(exit_at), exit_hostname, exit_page,
       referrer, source, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id,
       country, device, browser, browser_version, os, os_version, screen_class, language, region, city
FROM sessions FINAL
-- columns of the sorting key, so that all other columns are read of these visitors' rows only
PREWHERE (site_id, visitor_id) IN (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {visitors:Array(UInt64)})))
  -- a session starts at most a day before its last sign of life; this bound is what the primary key can use
  AND toDate(started_at) >= toDate(fromUnixTimestamp64Milli({since:Int64}, 'UTC')) - 1
WHERE active_to >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
  AND sign = 1 -- a state cancelled twice is none; it is mended soon
ORDER BY site_id, visitor_id, active_from
