"""The pages, asked for the way a browser asks."""
