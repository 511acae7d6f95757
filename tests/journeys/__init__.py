"""Whole journeys: one person, from the first command to the last page, with real files, programs and servers."""
