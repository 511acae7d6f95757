"""Step 6: an edition as a file, and the charts that page and file share."""
