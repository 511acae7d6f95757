"""Tests of the emulator of Google Sheets: by itself, under real gspread, and against the recordings of the service."""
