"""Step 3: what was known and what was seen today become changes. Pure; nothing of the past is rewritten."""
