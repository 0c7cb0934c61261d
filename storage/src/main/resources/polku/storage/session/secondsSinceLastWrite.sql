-- How long ago anybody wrote a session; 0 where there is none.
SELECT if(count() = 0, 0, greatest(0, toInt64(toUnixTimestamp(now())) - toInt64(toUnixTimestamp(max(written_at))))) FROM sessions
