"""What a built page may contain: an allow-list over the HTML of its content, read by a browser's parser.

nh3 (Mozilla's ammonia over html5ever) parses as browsers do and writes a canonical form, in which ``<`` and ``>``
stand for nothing but tags. On that form a second, cheap step removes what nh3 cannot express: ids that Material's
script looks up, its layout classes, and media from other hosts. Notices are put in before, since nh3 tells nothing.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

import nh3

from stafett.reading.active_content import ELEMENTS, Tag, bad_attribute, plain_link, tags
from stafett.site.safety.allowed_html import (
    ATTRIBUTES,
    CLASSES,
    CONTENT_DROPPED,
    ID_PREFIXES,
    PAINTING,
    RESERVED,
    SCHEMES,
    STYLES,
    TAGS,
    VALUES,
)
from stafett.site.safety.bounds import bound_growth, bound_html
from stafett.site.safety.diagrams import without_active

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTICE_CLASS = "stafett-removed"

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(CONTENT_DROPPED),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values={t: {a: set(v) for a, v in by.items()} for t, by in VALUES.items()},
    generic_attribute_prefixes={"aria-"},
    filter_style_properties=set(STYLES),
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)
_INLINE = nh3.Cleaner(
    tags={"abbr", "code", "del", "em", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub", "sup"},
    clean_content_tags=set(CONTENT_DROPPED) - {"svg"},
    attributes={"*": {"class", "lang"}, "abbr": {"title"}},
    url_schemes=set(),
    link_rel=None,
)

_LONE = re.compile(r"[\ud800-\udfff]")  # half a character: nh3 takes none
_NAMES = re.compile(r"<([a-z][^\t\n\f\r />]*)")
_BAD_WORDS = (
    *("srcdoc", "formaction", "contenteditable", "autofocus", "ping=", "script:", "script&", "script%", "data:"),
    *("&#", "&colon", "&tab", "&newline", "<video", "<audio", "<source", "<track"),
)
_HANDLER = re.compile(r"(?<!\w)on\w+\s*=")
_BAD_STYLE = re.compile(r"style\s*=[^>]{0,400}(?:url|import|expression|position|\\|image-set)")
_OTHER_INPUT = re.compile(r"<input(?![^>]{0,400} type=.?(?:radio|checkbox))")
_AFTER_HINT = re.compile(
    rf"""\ (?:id|name|for)="(?:__(?!{"|".join(ID_PREFIXES)})|(?:{"|".join(RESERVED)})") | \ for="(?!__tabbed_)
    | ["\s](?:md-|stafett-banner) | <input(?![^>]*\ type=)
    | \ (?:{"|".join(PAINTING)})="[^"]*[(\\&/]
    | \ (?:src|poster)="(?![\w.%~-][\w./%~-]*["?\#])""",
    re.VERBOSE,
)
_CANONICAL_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)((?: [^\s=>]+=\"[^\"]*\")*)>")
_CANONICAL_ATTRIBUTE = re.compile(r" ([^\s=>]+)=\"([^\"]*)\"")
_PAINT = re.compile(
    r"(?:\s*url\(\s*(?:&quot;|')?#[\w.:-]+(?:&quot;|')?\s*\))?"
    r"(?:[\s\w.,#%+-]|(?:rgb|hsl|lab|lch|oklab|oklch|hwb|matrix|translate|scale|rotate|skew)[axy]?\([\s\w.,/%+-]*\)"
    r"|var\(\s*--[\w-]+\s*\))*",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"https?:|[\\/]{2}")


class Cleaned(NamedTuple):
    """A page's content without anything active, and words for what was taken out, in order of first sight."""

    html: str
    removed: tuple[str, ...]


def clean(html: str, notice: str) -> Cleaned:
    """Make a page's content harmless; where something that could act was taken out stands ``notice``, as text.

    Raises ``TooMuchError`` for a page that would take too much time or memory.
    """
    html = _LONE.sub("\ufffd", html)
    bound_html(html)
    removed: dict[str, None] = {}
    shown = f'<span class="{NOTICE_CLASS}" role="note">{escape(notice)}</span>'
    marked = html
    if _suspicious(html):
        marked = _mark(html, shown, removed)
    result = _CLEANER.clean(marked)
    bound_growth(html, result)
    if not removed and _addresses(result) != _addresses(html):  # hidden so well that only nh3 saw it
        result = _CLEANER.clean(_mark(html, shown, removed))
    if _AFTER_HINT.search(result):
        result = _CANONICAL_TAG.sub(lambda tag: _second_look(tag, shown, removed), result)
    if "mermaid" in result:
        result = without_active(result, shown, removed)
    return Cleaned(result, tuple(removed))


def _suspicious(html: str) -> bool:
    """A quick look, at a cost far below the cleaning itself: whether there may be something to put a notice to."""
    low = html.lower()
    return (
        bool(set(_NAMES.findall(low)) - TAGS)
        or any(word in low for word in _BAD_WORDS)
        or any(pattern.search(low) for pattern in (_HANDLER, _BAD_STYLE, _OTHER_INPUT))
    )


def _addresses(html: str) -> int:
    return html.count("href=") + html.count("src=")


def clean_inline(html: str) -> str:
    """A heading or title as simple inline HTML, such as the entries of a table of contents."""
    html = _LONE.sub("\ufffd", html)
    return _INLINE.clean(html) if "<" in html or "&" in html or ">" in html else html


def clean_toc(entries: Iterable[object]) -> None:
    """Make MkDocs' table of contents harmless: titles and ids go into the theme as they are."""
    for entry in entries:
        entry.title = clean_inline(str(getattr(entry, "title", "")))  # type: ignore[attr-defined]
        entry.id = escape(unescape(str(getattr(entry, "id", ""))))  # type: ignore[attr-defined]
        clean_toc(getattr(entry, "children", ()))


def _mark(html: str, shown: str, removed: dict[str, None]) -> str:
    """``html`` with the notice before each tag that will lose something; unknown tags become text."""
    parts: list[str] = []
    done = 0
    for tag in tags(html):
        if tag.within:
            continue
        if words := _wrong(tag):
            removed.update(dict.fromkeys(words))
            parts += [html[done : tag.start], shown]
            done = tag.start
        elif tag.name not in TAGS and tag.name not in ELEMENTS:
            parts += [html[done : tag.start], "&lt;"]
            done = tag.start + 1
    return "".join([*parts, html[done:]])


def _wrong(tag: Tag) -> list[str]:
    """Words for what is wrong with a tag and its attributes."""
    words = [ELEMENTS[tag.name]] if tag.name in ELEMENTS and tag.name not in TAGS else []
    given: dict[str, str] = {}
    for _, attribute, value in tag.attributes:
        given.setdefault(attribute, value.lower())
        words += bad_attribute(attribute, value, tag.name)
    if tag.name == "input" and given.get("type", "") not in {"radio", "checkbox"}:
        words.append("form")
    return words


def _second_look(tag: re.Match[str], shown: str, removed: dict[str, None]) -> str:
    """A tag of the canonical form without what only has harm in Material's own page."""
    name, kept, notice = tag[1], [], ""
    for attribute, value in _CANONICAL_ATTRIBUTE.findall(tag[2]):
        what, value = _judge(attribute, value)  # noqa: PLW2901 (the value that may stay)
        if value is not None:
            kept.append(f' {attribute}="{value}"')
        if what:
            removed[what] = None
            notice = shown if what == "remote-media" and name == "img" else notice
    if name == "input" and ' type="' not in tag[2]:
        removed["form"] = None
        return ""
    return notice or f"<{name}{''.join(kept)}>"


def _judge(attribute: str, value: str) -> tuple[str | None, str | None]:
    """What is wrong with an attribute, if anything, and what may stay of it; an empty value stays as it is."""
    if attribute in {"id", "name", "for"}:
        bad = value in RESERVED or (
            value.startswith("__") and not value.startswith(tuple(f"__{p}" for p in ID_PREFIXES))
        )
        bad = bad or (attribute == "for" and not value.startswith("__tabbed_"))
        return ("reserved-id", None) if bad else (None, value)
    if attribute == "class":
        kept = " ".join(c for c in value.split() if not c.startswith(("md-", "stafett-banner")) or c in CLASSES)
        return (None, value) if kept == " ".join(value.split()) else ("layout-class", kept or None)
    if attribute in PAINTING and not _PAINT.fullmatch(value):
        return "remote-media", None
    if attribute in {"src", "poster"} and _REMOTE.match(plain_link(value)):
        return "remote-media", None
    return None, value
