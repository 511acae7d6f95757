"""Step 1: a sheet becomes rows, and the tracker's own tabs become a sheet. Each file knows one outside library."""
