"""What of a page's front matter reaches MkDocs and the theme: an allow-list of typed, escaped values.

Material writes metadata into the page as it stands, and reads ``template``, ``icon``, ``hide``, ``search``, ``status``
and more from it to steer itself; a wrong type there stops the whole build. Only what is declared here passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HIDEABLE = frozenset(["navigation", "toc"])
_LONGEST = 500
_MOST_TAGS = 50


def plain(value: object) -> Markup:
    """A text for a title or an attribute: one line, no control characters, escaped once and for all."""
    text = "".join(c if c.isprintable() else " " for c in str(value)[:_LONGEST])
    return escape(" ".join(text.split()))


def plain_title(html: str) -> Markup:
    """A title that Markdown made of a heading, as escaped text without tags."""
    return plain(Markup(html).striptags())  # noqa: S704 (it is read for its text and escaped again)


def safe_striptags(value: object) -> Markup:
    """Takes the place of Jinja's ``striptags``, which gives back ``&lt;script&gt;`` as a live tag."""
    return escape(Markup(str(value)).striptags())  # noqa: S704


def _text(value: object) -> Markup | None:
    return plain(value) if isinstance(value, str) and value.strip() else None


def _texts(value: object) -> list[Markup] | None:
    if not isinstance(value, (list, tuple)):
        return None
    return [plain(item) for item in value[:_MOST_TAGS] if isinstance(item, str) and item.strip()] or None


def _hidden(value: object) -> list[str] | None:
    if not isinstance(value, (list, tuple)):
        return None
    return [item for item in value if isinstance(item, str) and item in _HIDEABLE] or None


_ALLOWED: Mapping[str, Callable[[object], object]] = {
    "title": _text,
    "description": _text,
    "tags": _texts,
    "hide": _hidden,
}


def theme_meta(fields: Mapping[str, object]) -> dict[str, object]:
    """The part of a page's front matter that the theme may see; wrong types are left out, never passed on."""
    return {name: value for name, typed in _ALLOWED.items() if (value := typed(fields.get(name))) is not None}


def strip_front_matter_for_mkdocs(body: str) -> str:
    """``body`` in a form that MkDocs takes for Markdown from its first line, even if it looks like metadata.

    MkDocs parses what ``on_page_read_source`` returns once more, as YAML where it begins with ``---`` and otherwise
    as MultiMarkdown's ``Key: value`` lines; an empty first line ends both searches. It then removes empty lines at
    the beginning, so set ``page.markdown`` to the body in ``on_page_markdown`` where line numbers matter.
    """
    return f"\n{body}"
