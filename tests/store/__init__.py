"""Tests of the store, on real databases in files."""
