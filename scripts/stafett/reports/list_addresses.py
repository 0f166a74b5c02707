"""Where the site's list pages are. Parts of addresses, which people keep: they do not follow the words of catalogs."""

from __future__ import annotations

from types import MappingProxyType

OWNERSHIP = "ownership"
REVIEWS = "reviews"
_FOLDERS = MappingProxyType({"sv": {OWNERSHIP: "ansvar", REVIEWS: "granskning"}})


def list_folder(language: str, key: str) -> str:
    """The folder of the site that the list of owners or of reviews lies in, without slashes."""
    return _FOLDERS.get(language, {}).get(key, key)
