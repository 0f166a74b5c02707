"""The text of a decision for a tool that reads plain Markdown: without what its header says, with links that lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.reading.decisions.body import LINKS, Line, told, value_in
from stafett.reading.decisions.statuses import bare_status, read_status
from stafett.reading.tree import site_uri, site_url
from stafett.reports.decision_files.log import Named

_H1 = re.compile(r" {0,3}#[ \t]+\S")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)(\S{1,400}?)(>?(?:[ \t].*)?)$", re.MULTILINE)
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) +[\w-]+(?: [\w -]+)?(?: +\"(?P<title>[^\"\n]*)\")? *")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINK_END = r"\]\(\s*(?P<target><?{target}>?)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
_REACH = 1500


class Targets(NamedTuple):
    """Where links from decisions lead: what files are now called, by path, and the address of the site, if any."""

    base: KnowledgeBase
    names: Mapping[str, str]
    site: str


def text_of(page: Page, body: str, targets: Targets) -> str:
    """What a decision says, without title, and without the lines that its header now has."""
    text = _with_links(page, body, targets)
    lines = text.split("\n")
    drop = _said_in_header(page, body) | _title(lines)
    kept = "\n".join(line for number, line in enumerate(lines, start=1) if number not in drop)
    return re.sub(r"\n{3,}", "\n\n", _plain(kept)).strip("\n")


def pictures(pages: Iterable[Page], folder: str) -> dict[str, str]:
    """The pictures that decisions show from the knowledge base: what each is to be called in ``folder``, by path."""
    named: dict[str, str] = {}
    taken = Named()
    for page in pages:
        for link in page.outline.links:
            place = _place(page, link.target) if link.image else None
            if place and place not in named and not place.startswith("../"):
                stem, dot, suffix = posixpath.basename(place).rpartition(".")
                named[place] = f"{folder}/{taken.free(stem)}{dot}{suffix}"
    return named


def _title(lines: list[str]) -> set[int]:
    first = next((n for n, line in enumerate(lines, start=1) if line.strip()), 0)
    return {first} if first and _H1.match(lines[first - 1]) else set()


def _said_in_header(page: Page, body: str) -> set[int]:
    """The lines (1-based) that say nothing but what the header says: keys with values, and sections of a status."""
    lines = body.split("\n")
    drop: set[int] = set()
    sections: dict[int, list[Line]] = {}
    for item in told(body, 1):
        if not isinstance(item, Line) or item.field == LINKS:
            continue
        if value_in(lines[item.line - 1]).before:
            drop.add(item.line)
        else:
            sections.setdefault(_heading_above(lines, item.line), []).append(item)
    for heading, found in sections.items():
        if heading and all(_understood(page, item) for item in found):
            drop |= {heading, *(item.line for item in found)}
    return drop


def _heading_above(lines: list[str], line: int) -> int:
    return next((n for n in range(line - 1, 0, -1) if _HEADING.match(lines[n - 1])), 0)


def _understood(page: Page, item: Line) -> bool:
    if item.field == "status":
        stated = read_status(item.text, page.path, {})
        return bare_status(item.text) is not None or bool(stated.by or stated.over)
    return item.field in page.values


def _with_links(page: Page, body: str, targets: Targets) -> str:
    """The body with each link leading to where its target now is; links that lead nowhere become their words."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    edits: list[tuple[int, int, str]] = []
    for link in page.outline.links:
        target = _new_target(page, link.target, targets, image=link.image)
        if link.raw or target == link.target or link.line > len(starts) - 1:
            continue
        start = starts[link.line - 1] + link.column - 1
        opening = "![" if link.image else "["
        pattern = re.compile(_LINK_END.format(target=re.escape(link.target)))
        end = pattern.search(body, start, start + _REACH) if body.startswith(opening, start) else None
        if end is None:
            continue
        if target:
            edits.append((*end.span("target"), target))
        else:
            edits += [(start, start + len(opening), ""), (end.start(), end.end(), "")]
    for start, stop, new in sorted(set(edits), reverse=True):
        body = body[:start] + new + body[stop:]
    return _DEFINITION.sub(
        lambda m: f"{m[1]}{_new_target(page, m[2], targets, image=False) or m[2]}{m[3]}",
        body,
    )


def _place(page: Page, target: str) -> str | None:
    """The path in the knowledge base that a link from the page means; None where it leads elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))


def _new_target(page: Page, target: str, targets: Targets, *, image: bool) -> str:
    """Where a link leads from the exported decision; "" where it can lead nowhere."""
    place = _place(page, target)
    if place is None:
        return target
    anchor = f"#{urlsplit(target).fragment}" if urlsplit(target).fragment else ""
    mounted = _mounted(page, target, targets.base) or place
    if mounted in targets.names:
        return quote(targets.names[mounted]) + anchor
    if image and place in targets.names:
        return quote(targets.names[place])
    if not targets.site:
        return ""
    known = targets.base.by_path.get(mounted)
    address = site_url(known.path) if known else site_uri(mounted)
    return f"{targets.site.rstrip('/')}/{quote(address)}{anchor}"


def _mounted(page: Page, target: str, base: KnowledgeBase) -> str | None:
    """The page that a link means in the site, where ``docs/`` is the root and other folders lie beside it."""
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(site_uri(page.path)), unquote(urlsplit(target).path)))
    return next((path for path in (f"docs/{uri}", uri) if path in base.by_path), None)


def _plain(text: str) -> str:
    """Notes in the notation of MkDocs as quotations, which every reader of Markdown knows."""
    return "\n".join(_unboxed(text.split("\n")))


def _unboxed(lines: Iterable[str]) -> Iterator[str]:
    fence, boxed, blank = "", False, 0
    for line in lines:
        opening = _FENCE.match(line) if not boxed else None
        if opening:
            fence = "" if fence and opening[1].startswith(fence) else fence or opening[1]
        note = _ADMONITION.fullmatch(line) if not fence else None
        if boxed and not line.strip():
            blank += 1
            continue
        inside = boxed and line.startswith("    ")
        # Blank lines belong to the box where it goes on after them.
        yield from [">" if inside else ""] * (blank or (boxed and not inside and note is None))
        boxed, blank = inside or note is not None, 0
        if note is None:
            yield f"> {line[4:]}" if inside else line
        elif note["title"]:
            yield f"> **{note['title']}**"
            blank = 1
    yield from [""] * blank
