"""The Markdown that list pages are made of: headings that authors' titles cannot break, around blocks of HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SAFE = frozenset(" ,./?%")


def text(value: str) -> str:
    """A value as text in Markdown: whatever could be a mark is written as a character reference."""
    return "".join(
        sign if sign.isalnum() or sign in _SAFE else " " if not sign.isprintable() else f"&#{ord(sign)};"
        for sign in value
    )


def heading(level: int, title: str, anchor: str) -> str:
    """A heading with an anchor of its own (see ``slug``)."""
    return f"{'#' * level} {text(title).strip()} {{#{anchor}}}"


def slug(value: str) -> str:
    """Text as a part of an address: ASCII letters, digits and hyphens."""
    ascii_ = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-") or "x"


def document(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"
