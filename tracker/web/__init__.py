"""Step 6: an edition as pages."""
