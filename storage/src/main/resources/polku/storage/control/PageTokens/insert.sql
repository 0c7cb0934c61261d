INSERT INTO secrets (name, value) VALUES ('pageTokens', :value) ON CONFLICT (name) DO NOTHING
