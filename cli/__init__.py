"""The terminal's door: one file, one command. It asks actions, and prints what they answer."""
