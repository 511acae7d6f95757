"""Makes the sample sheets: a made-up programme with made-up people and partners, the same again from the same seed."""
