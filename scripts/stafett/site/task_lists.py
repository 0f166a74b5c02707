"""Gives the check boxes of a page's task lists a name: the text of their item, which stands outside their label."""

from __future__ import annotations

import re
from html import unescape

from stafett.site.views.html import esc

_BOX = re.compile(r'(<label class="task-list-control"><input type="checkbox"[^<>]*)(>(?:<[^<>]*>){2}</label>)')
_ITEM_ENDS = re.compile(r"<(?:ul|ol|/li)\b")
_TAG = re.compile(r"<[^<>]*>")
LONGEST = 300
"""How many characters of an item's HTML are looked at."""


def named(html: str) -> str:
    """``html`` with ``aria-label`` on each check box that pymdownx has made."""
    return _BOX.sub(_named, html)


def _named(box: re.Match[str]) -> str:
    start = box.end()
    end = _ITEM_ENDS.search(box.string, start, start + LONGEST)
    item = box.string[start : end.start() if end else start + LONGEST]
    text = " ".join(unescape(_TAG.sub("", item).partition("<")[0]).split())
    return f'{box[1]} aria-label="{esc(text)}"{box[2]}' if text else box[0]
