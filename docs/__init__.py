"""The documentation, and the program that writes the pages of it that are made from the code."""
