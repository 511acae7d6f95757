"""Tests of what turns a sheet into rows."""
