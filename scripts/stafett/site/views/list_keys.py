"""The keys by which list pages are known that are none of a kind of page."""

OWNERSHIP = "ownership"
REVIEWS = "reviews"
