"""The command line: one module a sub-command; each parses, calls and prints."""
