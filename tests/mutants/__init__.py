"""Mutation testing: the code is made wrong in one spot at a time, and a test has to notice."""
