"""Tests of the intake: how a sheet as read becomes records and findings."""
