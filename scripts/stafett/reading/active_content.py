"""Finds what a page may not contain because it could run in a reader's browser or reach out of the site.

This names the line for the author; that nothing of the kind reaches a reader is the work of ``site.safety.sanitise``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from stafett.model import Active
from stafett.reading.code_mask import mask_code

if TYPE_CHECKING:
    from collections.abc import Iterator

Found = tuple[int, str]  # where in the body, and what


def words(text: str) -> frozenset[str]:
    """The words of a text, so that long lists of names stay readable."""
    return frozenset(text.split())


ELEMENTS = {
    "script": "script",
    "style": "style",
    "svg": "svg",
    "math": "math",
    "base": "base",
    "meta": "meta-refresh",
    "link": "link-element",
    "template": "template",
    "noscript": "noscript",
} | {
    name: what
    for what, names in {
        "frame": "iframe frame frameset portal fencedframe",
        "object": "object embed applet param",
        "form": "form input button textarea select option optgroup datalist fieldset output keygen isindex",
        "raw-text": "plaintext xmp listing noembed noframes title",
        "document": "html head body",
        "dialog": "dialog",
        "animation": "animate animatetransform animatemotion set foreignobject marquee bgsound",
    }.items()
    for name in names.split()
}
"""Elements that no page needs, and the word under which each is reported."""

_LINKS = words(
    "href src action formaction xlink:href data poster background cite srcset imagesrcset ping to from "
    "values by lowsrc dynsrc longdesc codebase classid archive profile usemap icon manifest content"
)
_OTHER = {"srcdoc": "frame", "formaction": "form", "ping": "ping", "contenteditable": "form", "autofocus": "form"}
_SCHEMES = {
    "javascript": "javascript-link",
    "vbscript": "vbscript-link",
    "livescript": "javascript-link",
    "data": "data-link",
}
_MEDIA = words("img video audio source track picture image")
_STYLE = re.compile(
    r"url\(|@import|expression\(|behaviou?r:|-moz-binding|image-set\(|position:(?:fixed|absolute|sticky)"
)

_IGNORED = bytes(range(33)) + b"\x7f\\"
_IGNORED_SIGNS = _IGNORED.decode("ascii")
_SCHEMES_END = frozenset("tTaA")  # as "javascript" and "data" do
_HIDDEN = re.compile(r"&(?:#|colon|tab|newline|lpar|sol|lt)", re.IGNORECASE)
_TAG_HINT = re.compile(r"<[A-Za-z]")
_BRACE_HINT = re.compile(r"\{[^{=\n]*=")

TAG = re.compile(r"<([A-Za-z][^\t\n\f\r /><]*)")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*([^\t\n\f\r />=][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*("[^"]*"|'[^']*'|[^\t\n\f\r >]*))?"""
)
_BRACED_LINE = re.compile(r"\{[^\n]*")
_BRACE = re.compile(r"(?<!\{)\{(?![{%#])")
_PAIR = re.compile(r"""(?<![^\s={}"'])([^\s={}"']++)\s*=\s*("[^"]*"|'[^']*'|[^\s}]*)""")
_DESTINATION = re.compile(r"\](?:\(|:)[\s>]*<?(?=([^)]{0,400}))")  # looks ahead: another link may begin in what it sees
_CONTROLS = dict.fromkeys([*range(33), *range(0x7F, 0xA1), 0xAD, *range(0x200B, 0x2010), 0x2028, 0x2029, 0xFEFF])
_MAX_ATTRIBUTES = 200


def find_active(body: str) -> list[Active]:
    """Everything active in a page's body, in order; ``what`` is a short word that never changes."""
    if not _suspicious(body):
        return []
    masked = mask_code(body)
    found = sorted({*_in_tags(masked), *_in_braces(masked), *_in_links(masked)})
    if not found:
        return []
    starts = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
    first: dict[tuple[int, str], Active] = {}
    for position, what in found:  # one thing may be found in two ways: one finding a line is enough
        active = _located(starts, position, what)
        first.setdefault((active.line, what), active)
    return list(first.values())


def _located(starts: list[int], position: int, what: str) -> Active:
    line = bisect_right(starts, position)
    return Active(line, position - starts[line - 1] + 1, what)


def _suspicious(body: str) -> bool:
    """A quick look that lets almost every page go: nothing is found where this says no."""
    if "<" in body and _TAG_HINT.search(body):
        return True
    if "{" in body and _BRACE_HINT.search(body):
        return True
    if "&" in body and _HIDDEN.search(body):
        return True
    if "%" not in body and not any(part.rstrip(_IGNORED_SIGNS)[-1:] in _SCHEMES_END for part in body.split(":")[:-1]):
        return False  # no colon has the end of such a scheme before it
    letters = body.encode("utf-8", "replace").translate(None, _IGNORED).lower()
    return b"script:" in letters or b"script%3a" in letters or b"data:" in letters or b"data%3a" in letters


class Tag(NamedTuple):
    """A start tag: where, its element's name, and its attributes with their places, names and values."""

    start: int
    name: str
    attributes: list[tuple[int, str, str]]
    within: bool  # in the attributes of the tag before, where a browser sees no tag


def tags(text: str) -> Iterator[Tag]:
    """The start tags of a text as browsers read them. Linear: no attribute is read twice."""
    done = 0
    for tag in TAG.finditer(text):
        within = tag.start() < done
        found: list[tuple[int, str, str]] = []
        if not within:
            done = tag.end()
            while len(found) < _MAX_ATTRIBUTES and (attribute := _ATTRIBUTE.match(text, done)):
                name = attribute[1].translate(_CONTROLS).lower()
                found.append((attribute.start(1), name, unquoted(attribute[2] or "")))
                done = attribute.end()
        yield Tag(tag.start(), tag[1].translate(_CONTROLS).lower(), found, within)


def _in_tags(text: str) -> Iterator[Found]:
    for tag in tags(text):
        if ":" in tag.name:
            if what := bad_link(text[tag.start + 1 : tag.start + 400]):
                yield tag.start, what
            continue
        if what := ELEMENTS.get(tag.name):
            yield tag.start, what
        for at, attribute, value in tag.attributes:
            for what in bad_attribute(attribute, value, tag.name):
                yield at, what


def _in_braces(text: str) -> Iterator[Found]:
    """What attr_list makes of ``{: key=value }``."""
    for line in _BRACED_LINE.finditer(text):
        end = text.rfind("}", *line.span())
        brace = _BRACE.search(text, line.start(), end) if end > 0 else None
        if brace is None:
            continue
        for pair in _PAIR.finditer(text, brace.end(), end):
            for what in bad_attribute(pair[1].lower().lstrip(":"), unquoted(pair[2]), ""):
                yield pair.start(), what


def _in_links(text: str) -> Iterator[Found]:
    for link in _DESTINATION.finditer(text):
        if what := bad_link(link[1].replace("\\", "")):
            yield link.start(), what


def bad_attribute(name: str, value: str, element: str) -> Iterator[str]:
    """What is wrong with an attribute, if anything."""
    if name.startswith("on") and len(name) > len("on"):
        yield "event-handler"
    elif name == "style":
        if _STYLE.search(_css(value)):
            yield "style"
    elif name in _OTHER:
        yield _OTHER[name]
    elif name in _LINKS:
        candidates = (
            value.split(",") if "srcset" in name else re.split(r"[;\s]", value) if name == "values" else [value]
        )
        yield from dict.fromkeys(what for candidate in candidates if (what := bad_link(candidate)))
        if element in _MEDIA - {"img"} and re.match(r"(?:https?:)?[/\\]{2}", plain_link(value)):
            yield "remote-media"


def bad_link(target: str) -> str | None:
    """The word for a link whose scheme runs or carries content, however it is written; None for any other."""
    if ":" not in target and "&" not in target and "%" not in target:
        return None
    link = plain_link(target)
    scheme, colon, _ = link.partition(":")
    if not colon:
        scheme = unquote(link[:40]).partition(":")[0]
    return _SCHEMES.get(scheme)


def plain_link(target: str) -> str:
    """A link as a browser sees it when it looks for the scheme."""
    return unescape(unescape(target)).translate(_CONTROLS).lower()


def _css(value: str) -> str:
    """A style without the comments, escapes and spaces that hide what it does."""
    text = re.sub(r"/\*.*?\*/", "", unescape(value), flags=re.DOTALL)
    text = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(min(int(m[1], 16), 0x10FFFF)), text)
    return text.translate(_CONTROLS).lower().replace("\\", "")


def unquoted(value: str) -> str:
    """An attribute's value without the quotes around it."""
    return value[1:-1] if value[:1] in {'"', "'"} and value[-1:] == value[:1] and len(value) > 1 else value
