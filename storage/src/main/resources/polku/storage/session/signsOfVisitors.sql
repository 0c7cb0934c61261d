-- The single signs of life of visitors (arrays side by side) between two times (ms, both included), each in the shape of a
-- session. The order is total, so that whoever asks tells the same of what happened in the same millisecond.
SELECT site_id, visitor_id, 0, 0, ms, ms, ms, ms,
       is_event, is_pageview, engaged_ms,
       is_pageview * ms, if(is_pageview, hostname, ''), if(is_pageview, page, ''),
       is_pageview * ms, if(is_pageview, hostname, ''), if(is_pageview, page, ''),
       referrer, source, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id,
       country, device, browser, browser_version, os, os_version, screen_class, language, region, city
FROM (
    SELECT site_id, visitor_id, toUnixTimestamp64Milli(at) AS ms, received_at, batch_id, pageview_id,
           1 AS is_event, name = 'pageview' AS is_pageview, 0 AS engaged_ms, hostname, page,
           referrer, source, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id,
           country, device, browser, browser_version, os, os_version, screen_class, language, region, city
    FROM events
    WHERE (site_id, visitor_id) IN (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {visitors:Array(UInt64)})))
      AND toDate(at) BETWEEN toDate(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
                         AND toDate(fromUnixTimestamp64Milli({to:Int64}, 'UTC'))
      AND at BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    UNION ALL
    SELECT site_id, visitor_id, toUnixTimestamp64Milli(at) AS ms, received_at, batch_id, pageview_id,
           0 AS is_event, 0 AS is_pageview, if(kind = 'engagement', active_ms, 0) AS engaged_ms, '' AS hostname, '' AS page,
           '' AS referrer, '' AS source, '' AS channel, '' AS utm_source, '' AS utm_medium, '' AS utm_campaign,
           '' AS utm_term, '' AS utm_content, '' AS click_id,
           '' AS country, device, '' AS browser, '' AS browser_version, '' AS os, '' AS os_version,
           '' AS screen_class, '' AS language, '' AS region, '' AS city
    FROM interactions
    WHERE (site_id, visitor_id) IN (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {visitors:Array(UInt64)})))
      AND toDate(at) BETWEEN toDate(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
                         AND toDate(fromUnixTimestamp64Milli({to:Int64}, 'UTC'))
      AND at BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      AND kind NOT IN ('error', 'failedRequest', 'vital')
)
ORDER BY site_id, visitor_id, ms, received_at, is_event DESC, batch_id, pageview_id, page
