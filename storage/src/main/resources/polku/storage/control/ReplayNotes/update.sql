UPDATE replay_notes SET at = :at, text = :text WHERE site_id = :site AND session_id = :session AND id = :id
