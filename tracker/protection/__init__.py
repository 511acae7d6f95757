"""Step 5: figures become what an audience may see, and addresses what nobody can read back. Pure."""
