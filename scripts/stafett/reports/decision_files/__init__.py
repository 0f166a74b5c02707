"""Decisions as files that other tools for decision logs read."""
