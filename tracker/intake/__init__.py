"""Step 2: rows become records and findings. Pure: it opens nothing and logs nothing."""
