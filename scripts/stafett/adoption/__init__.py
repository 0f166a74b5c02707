"""Looks at Markdown that was never written for Stafett, and proposes settings for it, each with its evidence."""
