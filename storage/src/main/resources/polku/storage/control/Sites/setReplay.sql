INSERT INTO replay_rules (site_id, recorded, needs_consent, sample_rate, start_pages, start_events, start_on_error, start_on_rage,
                          minimum_seconds, maximum_minutes, sessions_per_day, masks_text, retention_days, budget_megabytes)
VALUES (:site, :recorded, :needsConsent, :sampleRate, :startPages, :startEvents, :startOnError, :startOnRage,
        :minimumSeconds, :maximumMinutes, :sessionsPerDay, :masksText, :retentionDays, :budgetMegabytes)
ON CONFLICT (site_id) DO UPDATE SET
    recorded = excluded.recorded, needs_consent = excluded.needs_consent, sample_rate = excluded.sample_rate,
    start_pages = excluded.start_pages, start_events = excluded.start_events, start_on_error = excluded.start_on_error,
    start_on_rage = excluded.start_on_rage, minimum_seconds = excluded.minimum_seconds,
    maximum_minutes = excluded.maximum_minutes, sessions_per_day = excluded.sessions_per_day,
    masks_text = excluded.masks_text, retention_days = excluded.retention_days, budget_megabytes = excluded.budget_megabytes
