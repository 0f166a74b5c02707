"""How a place that is still to be written looks on the page: the reader sees that something is missing, and what."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stafett import left_to_write
from stafett.messages import N_, Words

# Tags as they stand, quoted values whole; code, where a mark means nothing; and, else, marks in text.
_PARTS = re.compile(
    r"""(?P<kept><(?P<code>pre|code|kbd|samp)\b.*?</(?P=code)\s*>|<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>)"""
    rf"""|{left_to_write.PATTERN.pattern}""",
    re.DOTALL | re.IGNORECASE,
)
_WHAT = 3  # the group of what is to be written


def show(html: str, words: Words) -> str:
    """``html``, which has been made harmless, with each mark in its text shown as what is to be written."""
    return _PARTS.sub(lambda found: _shown(found, words), html) if left_to_write.may_have(html) else html


def plain(text: str, words: Words) -> str:
    """Text (or HTML without tags in its marks) with each mark in words, for where nothing can be set off."""
    return left_to_write.PATTERN.sub(lambda found: _told(found[1] or "", words), text)


def in_contents(entries: Iterable[object], words: Words) -> None:
    """The same in MkDocs' table of contents, which goes into the theme as it is."""
    for entry in entries:
        entry.title = plain(str(getattr(entry, "title", "")), words)  # type: ignore[attr-defined]
        in_contents(getattr(entry, "children", ()), words)


def _told(what: str, words: Words) -> str:
    what = what.strip()
    return words(N_("To be written: {what}"), what=what) if what else words(N_("To be written"))


def _shown(found: re.Match[str], words: Words) -> str:
    if found["kept"]:
        return found["kept"]
    what = (found[_WHAT] or "").strip()
    if "<" in what:
        return found[0]
    # what comes from the page is HTML text already, as everything between two tags
    return f'<mark class="stafett-left">{_told(what, words)}</mark>'
