"""A page's links as another engine wants them: from source to source, where MkDocs leads from address to address."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from stafett.site.export.nodes import with_attributes

LINKING = frozenset(("href", "src"))
"""The attributes whose addresses Zensical takes for those of sources; it lets all others be."""


def towards_sources(html: str, url: str, uri: str, sources: Mapping[str, str]) -> str:
    """The HTML of the page with address ``url`` and source ``uri``; ``sources`` gives the sources by address."""

    def change(_: str, value: str) -> str:
        return escape(_towards(unescape(value), url, uri, sources), quote=True)

    return with_attributes(html, change, LINKING)


def _towards(link: str, url: str, uri: str, sources: Mapping[str, str]) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return link
    place = posixpath.normpath(posixpath.join(_folder(url), unquote(parts.path)))
    if place.startswith(".."):
        return link
    source = sources.get(_address(place)) or place
    relative = quote(posixpath.relpath(source, posixpath.dirname(uri) or "."))
    kept = "/" if source == place and parts.path.endswith("/") and place != "." else ""
    return parts._replace(path=relative + kept).geturl()


def _folder(url: str) -> str:
    return url if url.endswith("/") else posixpath.dirname(url)


def _address(place: str) -> str:
    """An address without what two spellings of it may differ in."""
    return place.removesuffix("/index.html").removesuffix("index.html").strip("/") or "."


def by_address(urls: Mapping[str, str]) -> dict[str, str]:
    """The sources by address, from the addresses by source."""
    return {_address(posixpath.normpath(unquote(url) or ".")): uri for uri, url in urls.items()}
