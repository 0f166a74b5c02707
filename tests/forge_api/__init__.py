"""Forges for the tests: real HTTP servers that keep issues and comments, and hold both sides to what is published."""
