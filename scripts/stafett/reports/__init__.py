"""Findings and answers as text, JSON and the notations of forges: plain functions that return text."""
