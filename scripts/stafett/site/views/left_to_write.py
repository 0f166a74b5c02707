"""How a place that is still to be written looks on the page: the reader sees that something is missing, and what."""

from __future__ import annotations

import re

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


def _shown(found: re.Match[str], words: Words) -> str:
    if found["kept"]:
        return found["kept"]
    what = (found[_WHAT] or "").strip()
    if "<" in what:
        return found[0]
    # what comes from the page is HTML text already, as everything between two tags
    told = words(N_("To be written: {what}"), what=what) if what else words(N_("To be written"))
    return f'<mark class="stafett-left">{told}</mark>'
