"""Stafett: a knowledge base in which every page has an owner who can be reached and a review that happened."""

__version__ = "0.1.0"
