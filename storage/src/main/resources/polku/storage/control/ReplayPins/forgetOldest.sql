DELETE FROM replay_watched
WHERE site_id = :site
  AND created_at < (SELECT created_at FROM replay_watched WHERE site_id = :site ORDER BY created_at DESC LIMIT 1 OFFSET :most)
