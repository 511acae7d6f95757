"""Editions as files: what is in them is what the edition says."""
