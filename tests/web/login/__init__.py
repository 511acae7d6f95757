"""Logging in and out, each subject in its own file."""
