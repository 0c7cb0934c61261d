DELETE FROM left_out WHERE day < iif(reason IN ('bot', 'ai_crawler'), :robots, :others)
