"""Tests of adopting a sheet of another shape, as a workbook and at Google."""
