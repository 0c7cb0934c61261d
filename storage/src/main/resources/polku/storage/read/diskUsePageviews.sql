SELECT count() FROM events WHERE name = 'pageview'
